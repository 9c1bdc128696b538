using System.Text;
using Gimlet.Manifests;

namespace Gimlet.Fuzzing.Targets;

internal sealed class ManifestTarget : IFuzzTarget
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["BRANCH"] = "feature/fuzz", ["SHA"] = "abc", ["REPO"] = "example/demo", ["TAG"] = "",
    };

    public string Name => "manifests";

    public IReadOnlyList<byte[]> Seeds { get; } =
        [.. Corpus.Files("tests/Manifests/Cases", ".yaml"), .. Corpus.Files("samples", ".yaml")];

    public void Feed(byte[] input) =>
        ManifestVariables.Resolve(ManifestReader.ReadYaml(Encoding.UTF8.GetString(input)), Variables);

    public bool IsRefusal(Exception e) => e is ManifestException;
}
