using System.Globalization;
using System.Text;

namespace Gimlet.Manifests;

/// <summary>Quotes what a user sent, so that it can stand in an error: short, on one line, nothing invisible.</summary>
internal static class Quoted
{
    private const int MaxLength = 60;

    public static string Short(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in value.AsSpan(0, Math.Min(value.Length, MaxLength)))
        {
            if (char.IsControl(character)
                || char.IsSurrogate(character)
                || character is '\u2028' or '\u2029' or '\ufeff')
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                quoted.Append(character);
            }
        }

        quoted.Append(value.Length > MaxLength ? "…\"" : "\"");
        if (value.Length > MaxLength)
        {
            quoted.Append(CultureInfo.InvariantCulture, $" ({value.Length} characters)");
        }

        return quoted.ToString();
    }
}
