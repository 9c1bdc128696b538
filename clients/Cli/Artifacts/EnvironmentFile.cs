using System.Text;
using System.Text.Json.Nodes;
using Gimlet.Manifests;

namespace Gimlet.Cli.Artifacts;

/// <summary>A <c>.gimlet/*.yaml</c> file as the artifact carries it: the JSON that the server reads.</summary>
internal static class EnvironmentFile
{
    private const int MaxBytes = 16 * 1024 * 1024;

    public static JsonNode Read(string path)
    {
        if (Path.GetExtension(path) == ".cue")
        {
            throw new CliException($"{path}: manifests in CUE are not supported yet; write YAML or JSON instead.");
        }

        var bytes = TextFile.ReadBytes(path, MaxBytes);
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\ufeff');
            return JsonNode.Parse(ManifestJson.Write(ManifestReader.ReadYaml(text)))!;
        }
        catch (ManifestException e)
        {
            throw new CliException($"{path}: {e.Message}");
        }
        catch (DecoderFallbackException)
        {
            throw new CliException($"{path} is not UTF-8 text.");
        }
    }
}
