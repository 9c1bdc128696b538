using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gimlet.Manifests;

namespace Gimlet.Contracts.Artifacts;

/// <summary>Everything that CI knows about one built commit, with its environment manifests.</summary>
public sealed record Artifact
{
    /// <summary><c>REPOSITORY-UUID</c>, set by the server.</summary>
    public string Id { get; init; } = "";

    /// <summary>When the server stored it, in unix microseconds.</summary>
    public long Created { get; init; }

    /// <summary>The commit that was built.</summary>
    public ArtifactVersion Version { get; init; } = new();

    /// <summary>Variables of the CI.</summary>
    [JsonConverter(typeof(VariablesConverter))]
    public IReadOnlyDictionary<string, string> Context { get; init; } = new Dictionary<string, string>();

    /// <summary>The manifests, their templates not yet resolved.</summary>
    public IReadOnlyList<Manifest> Environments { get; init; } = [];

    /// <summary>CUE manifests; refused when shipped, until they are supported.</summary>
    public IReadOnlyList<string> CueEnvironments { get; init; } = [];

    /// <summary>Free-form facts; their string fields are variables.</summary>
    [JsonConverter(typeof(JsonObjectListConverter))]
    public IReadOnlyList<JsonObject> Items { get; init; } = [];

    /// <summary>Variables of the user; the strongest.</summary>
    [JsonConverter(typeof(VariablesConverter))]
    public IReadOnlyDictionary<string, string> Vars { get; init; } = new Dictionary<string, string>();

    /// <summary>The variables for templates: context, then string fields of items, then vars; the later wins.</summary>
    public IReadOnlyDictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>(Context);
        foreach (var (name, value) in Items.SelectMany(item => item))
        {
            if (value is JsonValue scalar && scalar.TryGetValue<string>(out var text))
            {
                variables[name] = text;
            }
        }

        foreach (var (name, value) in Vars)
        {
            variables[name] = value;
        }

        return variables;
    }
}
