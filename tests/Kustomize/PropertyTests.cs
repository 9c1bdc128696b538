using Gimlet.Testing.Kustomize;

namespace Gimlet.Kustomize.Tests;

/// <summary>Random objects and patches, compared with the real kubectl; all of one seed in one process of it.</summary>
public sealed class PropertyTests
{
    private const int ObjectsOfSeed = 250;

    // Another range of seeds is another set of objects.
    private static readonly int FirstSeed =
        int.TryParse(Environment.GetEnvironmentVariable("KUSTOMIZE_SEED"), out var seed) ? seed : 1;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(FirstSeed, 4)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Apply_RandomObjectsAndPatches_IsByteEqualToKubectl(int seed)
    {
        KustomizeOracle.Require();
        var objects = new RandomObjects(new Random(seed));
        var documents = new List<string>();
        var patches = new List<string>();
        for (var index = 0; index < ObjectsOfSeed; index += 3)
        {
            documents.Add(objects.Deployment($"d{index}"));
            patches.Add(objects.DeploymentPatch($"d{index}"));
            documents.Add(objects.Service($"s{index}"));
            patches.Add(objects.ServicePatch($"s{index}"));
            documents.Add(objects.Custom($"c{index}"));
            patches.Add(objects.CustomPatch($"c{index}"));
        }

        var answer = KustomizeOracle.Build(Join(documents), Join(patches), null);
        var output = Patching.Apply(Join(documents), Join(patches), []);

        Assert.Null(answer.Error);
        Comparison.AreEqual(answer.Output!, output, documents, patches);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Apply_RandomJsonPatches_IsByteEqualToKubectl(int seed)
    {
        KustomizeOracle.Require();
        var random = new Random(seed);
        var objects = new RandomObjects(random);
        var documents = new List<string>();
        var patches = new List<string>();
        for (var index = 0; index < 60; index++)
        {
            documents.Add(objects.Custom($"c{index}"));
            patches.Add(new RandomJsonPatch(random).Make(documents[^1]));
        }

        var items = patches.Select((patch, index) => $"- target: {{name: c{index}}}\n  patch: |-\n    {patch}\n");
        var answer = KustomizeOracle.Build(Join(documents), null, string.Concat(items));
        var ours = patches.Select((patch, index) => new Json6902Patch(patch, new PatchTarget { Name = $"c{index}" }));
        var output = Patching.Apply(Join(documents), null, [.. ours]);

        Assert.Null(answer.Error);
        Comparison.AreEqual(answer.Output!, output, documents, patches);
    }

    private static string Join(IEnumerable<string> documents) => string.Join("---\n", documents);
}
