using System.Text;

namespace Gimlet.Cli;

/// <summary>Makes text from elsewhere fit one line, without anything that would steer a terminal.</summary>
internal static class OneLine
{
    public static string Of(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text.Trim();
        }

        var line = new StringBuilder(text.Length);
        foreach (var character in text.Trim())
        {
            if (character is '\r' or '\n' or '\t')
            {
                line.Append(line.Length > 0 && line[^1] == ' ' ? "" : " ");
            }
            else if (!char.IsControl(character))
            {
                line.Append(character);
            }
        }

        return line.ToString();
    }
}
