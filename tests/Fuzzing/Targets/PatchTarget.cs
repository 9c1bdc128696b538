using System.Text;
using Gimlet.Kustomize;

namespace Gimlet.Fuzzing.Targets;

/// <summary>Documents, and a patch for them; either is mutated.</summary>
internal sealed class PatchTarget : IFuzzTarget
{
    private const string Documents = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, labels: {app: web}}
        spec:
          template:
            spec:
              containers:
              - name: web
                image: web:1
                ports: [{containerPort: 80, protocol: TCP}, {containerPort: 443}]
                env: [{name: A, value: "1"}]
              volumes: [{name: data, emptyDir: {}}]
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web}
        data: {a: "1"}
        """;

    private static readonly Json6902Patch[] JsonPatches =
    [
        new(
            """[{"op": "add", "path": "/data/b", "value": "2"}, {"op": "test", "path": "/data/a", "value": "1"}]""",
            new Kustomize.PatchTarget { Kind = "ConfigMap" }),
    ];

    public string Name => "patches";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encoding.UTF8.GetBytes(Documents),
        .. Corpus.Files("tests/Kustomize/Golden", ".yaml"),
    ];

    public void Feed(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var json = JsonPatches.Select(patch => input.Length % 3 == 0 ? patch with { Patch = text } : patch);
        KustomizePatches.Apply(
            input.Length % 3 == 1 ? text : Documents, input.Length % 3 == 2 ? text : null, [.. json]);
    }

    public bool IsRefusal(Exception e) => e is KustomizeException;
}
