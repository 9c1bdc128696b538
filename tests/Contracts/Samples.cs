using System.Text.Json.Nodes;
using Gimlet.Contracts.Artifacts;
using Gimlet.Contracts.Releases;
using Gimlet.Manifests;

namespace Gimlet.Contracts.Tests;

/// <summary>Records with every field set, and with whatever serialisers like to lose.</summary>
internal static class Samples
{
    public static Manifest Manifest { get; } = new()
    {
        App = "demo",
        Env = "staging",
        Namespace = "team",
        Deploy = new() { Branch = "!feature/*", Event = "push", Tag = "v*", CommitMessagePatterns = ["*[DEPLOY: ä]*"] },
        Cleanup = new() { App = "demo-{{ .BRANCH }}", Branch = "feature/*", Event = "branchDeleted" },
        Chart = new() { Repository = "https://charts.example.com", Name = "onechart", Version = "1.10" },
        Values = JsonObjectConverter.Parse(
            """
            {
              "replicas": 2, "ratio": 1.10, "exponent": 1E+3, "big": 9007199254740993, "bigger": 18446744073709551616,
              "PORT": 1, "port": "8080", "Port": true, "none": null, "empty": {}, "list": [], "$type": "x",
              "": "no key", "nested": {"a.b/c": [{"Ünï": "cødé 😀 \u2028 <&'\""}, [[1]], null, false]}
            }
            """),
        StrategicMergePatches = "kind: A\n",
        Json6902Patches =
        [
            new() { Patch = "[]", Target = new() { Group = "", Version = "v1", Kind = "A", Name = "b" } },
        ],
        Manifests = "kind: B\n",
    };

    public static Manifest Sparse { get; } = new()
    {
        App = "sparse",
        Env = "staging",
        Deploy = new() { CommitMessagePatterns = [] },
        Values = [],
        Json6902Patches = [],
    };

    public static ArtifactVersion Version { get; } = new()
    {
        RepositoryName = "owner/name",
        Sha = "0123456789abcdef",
        Created = 1700000000,
        Branch = "feature/ü",
        Event = "push",
        SourceBranch = "source",
        TargetBranch = "target",
        Tag = "v1",
        AuthorName = "Ä. Author",
        AuthorEmail = "author@example.com",
        CommitterName = "C. Committer",
        CommitterEmail = "committer@example.com",
        Message = "line one\n\nline <three> 😀",
        Url = "https://example.com/?a=b&c=d",
    };

    public static Artifact Artifact { get; } = new()
    {
        Id = "owner/name-1",
        Created = 1700000000123456,
        Version = Version,
        Context = new Dictionary<string, string> { ["SHA"] = "1", ["sha"] = "2", ["Mixed_Case"] = "", ["é"] = "ü\n" },
        Environments = [Manifest, Sparse],
        CueEnvironments = ["a: 1\n", ""],
        Items = [JsonObjectConverter.Parse("""{"Name": "x", "name": 9007199254740993, "e": []}"""), []],
        Vars = new Dictionary<string, string> { ["VAR"] = "a=b", ["var"] = "other" },
    };

    public static WriteRelease WriteRelease { get; } = new()
    {
        ResultId = "result",
        RequestId = "request",
        Sequence = 9007199254740993,
        Predecessor = "result-before",
        App = "demo",
        Env = "staging",
        TriggeredBy = "policy",
        RequestedAt = 1700000000123456,
        Manifest = Manifest,
        Version = Version,
        ArtifactId = "owner/name-1",
    };

    public static RollbackRelease RollbackRelease { get; } = new()
    {
        ResultId = "result",
        RequestId = "request",
        Sequence = 7,
        Predecessor = "result-before",
        App = "demo",
        Env = "staging",
        TriggeredBy = "someone",
        RequestedAt = 1700000000123456,
        TargetSha = "0123456789abcdef",
    };

    public static DeleteRelease DeleteRelease { get; } = new()
    {
        ResultId = "result",
        RequestId = "request",
        Sequence = 8,
        Predecessor = "result-before",
        App = "demo",
        Env = "staging",
        TriggeredBy = "someone",
        RequestedAt = 1700000000123456,
    };
}
