using System.Text;

namespace Gimlet.Cli.Ship.Reports;

/// <summary>A file that the CI named in a variable and reads after the step.</summary>
internal static class ReportFile
{
    public static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Does nothing where the CI names no file.</summary>
    /// <exception cref="CliException">The file cannot be written.</exception>
    public static void Append(string path, string text)
    {
        if (path.Length == 0)
        {
            return;
        }

        try
        {
            File.AppendAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path}, which the CI reads, cannot be written: {e.Message}");
        }
    }
}
