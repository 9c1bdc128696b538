using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gimlet.Testing.Helm;

/// <summary>
/// A table of templates and of what the real helm made of them, one case a line. With UPDATE_GOLDEN=1 in the
/// environment a test run asks helm anew and rewrites the table where it lies in the repository.
/// </summary>
public sealed class GoldenTable(string path)
{
    private static readonly JsonSerializerOptions Json =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsUpdated => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static void UpdateAll(string folder, string valuesJson)
    {
        HelmOracle.Require();
        foreach (var path in Directory.EnumerateFiles(folder, "*.jsonl"))
        {
            new GoldenTable(path).Update(valuesJson);
        }
    }

    public IEnumerable<string> Read() => File.ReadLines(path);

    private void Update(string valuesJson)
    {
        using var oracle = new HelmOracle();
        var lines = Read().Select(static line => JsonNode.Parse(line)!["template"]!.GetValue<string>()).ToList();
        File.WriteAllLines(path, lines.Select(template =>
        {
            var (output, error) = oracle.Execute(template, valuesJson);
            var line = new JsonObject { ["template"] = template };
            line[error is null ? "output" : "error"] = error ?? output;
            return line.ToJsonString(Json);
        }));
    }
}
