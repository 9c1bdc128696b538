using System.Text;
using System.Text.Json.Nodes;

namespace Gimlet.Cli.Manifests;

/// <summary>A manifest to begin with: it deploys every push to main.</summary>
internal sealed record StarterManifest
{
    public required string App { get; init; }

    public required string Env { get; init; }

    public required string Chart { get; init; }

    public string? Namespace { get; init; }

    public string? Repository { get; init; }

    public string? Version { get; init; }

    public string? Image { get; init; }

    public string ToYaml()
    {
        var yaml = new StringBuilder();
        Add(yaml, "app", App);
        Add(yaml, "env", Env);
        Add(yaml, "namespace", Namespace);
        yaml.Append("deploy: # released on its own on\n  branch: main\n  event: push\n");
        yaml.Append("chart:\n");
        Add(yaml, "  repository", Repository);
        Add(yaml, "  name", Chart);
        Add(yaml, "  version", Version);
        if (Image is not null)
        {
            yaml.Append("values:\n  image:\n");
            Add(yaml, "    repository", Image);
            yaml.Append("    tag: \"{{ .SHA }}\" # the commit that was built\n");
        }

        return yaml.ToString();
    }

    private static void Add(StringBuilder yaml, string field, string? value)
    {
        if (value is not null)
        {
            yaml.Append(field).Append(": ").Append(Quote(value)).Append('\n');
        }
    }

    // JSON is YAML: whatever a value holds, it stays one value.
    private static string Quote(string value) =>
        value.All(IsPlain) && value.Any(char.IsAsciiLetter) && !IsKeyword(value)
            ? value
            : JsonValue.Create(value).ToJsonString();

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || "-._/".Contains(character, StringComparison.Ordinal);

    private static bool IsKeyword(string value) =>
        value[0] is '-' or '.' or (>= '0' and <= '9')
        || value.ToUpperInvariant() is "TRUE" or "FALSE" or "NULL" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N";
}
