using System.Text;
using Gimlet.Manifests;

namespace Gimlet.Cli.Manifests;

/// <summary>The text of a manifest that a command names: a file, or <c>-</c> for standard input.</summary>
internal static class ManifestText
{
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <exception cref="CliException">It cannot be read, or is no UTF-8.</exception>
    public static string Read(string path, Shell shell)
    {
        if (path == "-")
        {
            using var input = shell.Input();
            return input.ReadToEnd();
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true)
                .GetString(TextFile.ReadBytes(path, MaxBytes))
                .TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            throw new CliException($"{path} is not UTF-8 text.");
        }
    }

    /// <exception cref="ManifestException">The text is no manifest.</exception>
    public static Manifest Parse(string text) => ManifestReader.ReadYaml(text);

    /// <summary>What messages call the manifest.</summary>
    public static string Name(string path) => path == "-" ? "standard input" : path;
}
