using System.Text.Json;
using Gimlet.Contracts;
using Gimlet.Protos.Artifacts;

namespace Gimlet.Gateway.Artifacts;

/// <summary>An artifact as REST takes and shows it.</summary>
/// <remarks>Manifests and items pass as they are: the artifact service reads them.</remarks>
internal sealed record ArtifactJson
{
    public string? Id { get; init; }

    /// <summary>Unix seconds.</summary>
    public long? Created { get; init; }

    public VersionJson? Version { get; init; }

    public IReadOnlyDictionary<string, string?>? Context { get; init; }

    public IReadOnlyList<JsonElement>? Environments { get; init; }

    public IReadOnlyList<string?>? CueEnvironments { get; init; }

    public IReadOnlyList<JsonElement>? Items { get; init; }

    public IReadOnlyDictionary<string, string?>? Vars { get; init; }

    public static ArtifactJson From(Artifact artifact) => new()
    {
        Id = artifact.Id,
        Created = UnixMicroseconds.ToSeconds(artifact.Created),
        Version = VersionJson.From(artifact.Version),
        Context = NullIfEmpty(artifact.Context),
        Environments = Documents(artifact.Environments.Select(manifest => manifest.Document)),
        CueEnvironments = artifact.CueEnvironments is { Count: > 0 } cue ? cue : null,
        Items = Documents(artifact.Items),
        Vars = NullIfEmpty(artifact.Vars),
    };

    public Artifact ToProto() => new()
    {
        Version = (Version ?? new VersionJson()).ToProto(),
        Context = { Texts(Context) },
        Environments = { (Environments ?? []).Select(manifest => new Manifest { Document = manifest.GetRawText() }) },
        CueEnvironments = { (CueEnvironments ?? []).Select(text => text ?? "") },
        Items = { (Items ?? []).Select(item => item.GetRawText()) },
        Vars = { Texts(Vars) },
    };

    private static Dictionary<string, string> Texts(IReadOnlyDictionary<string, string?>? map) =>
        map?.ToDictionary(pair => pair.Key, pair => pair.Value ?? "") ?? [];

    private static Dictionary<string, string?>? NullIfEmpty(IDictionary<string, string> map) =>
        map.Count == 0 ? null : map.ToDictionary(pair => pair.Key, string? (pair) => pair.Value);

    private static List<JsonElement>? Documents(IEnumerable<string> documents)
    {
        var elements = documents.Select(document => JsonElement.Parse(document)).ToList();
        return elements.Count == 0 ? null : elements;
    }
}
