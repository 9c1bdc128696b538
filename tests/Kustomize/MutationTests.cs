namespace Gimlet.Kustomize.Tests;

/// <summary>
/// Golden cases with random damage: whatever comes in, an output or a <see cref="KustomizeException"/> comes out.
/// <c>KUSTOMIZE_MUTATIONS</c> says how many; the seed of the one that fails is in the message.
/// </summary>
public sealed class MutationTests
{
    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("KUSTOMIZE_MUTATIONS"), out var count) ? count : 3000;

    private static readonly string[] Insertions =
    [
        "&a ", "*a", "<<: ", "$patch: ", "delete", "{", "}", "[", "]", "- ", ": ", "? ", "| ", "> ", "!!int ", "!x ",
        "%", "\t", "\0", "\uD800", "---\n", "...\n", "null", "~", "\"", "'", "#", "\\", ",", "999999999999999999999",
        ".nan", "$retainKeys: [a]", "$setElementOrder/containers: [{name: a}]", "\u2028", "-1", "~2",
    ];

    [Fact]
    public void Apply_DamagedInput_EndsInAnOutputOrAClearError()
    {
        var cases = GoldenCase.Names(withError: false).Select(name => new GoldenCase(name)).ToArray();
        var limits = new KustomizeLimits { MaxValues = 100_000 };
        for (var seed = 0; seed < Count; seed++)
        {
            var random = new Random(seed);
            var golden = cases[random.Next(cases.Length)];
            var which = random.Next(3);
            var resources = which == 0 ? Damage(golden.Resources, random) : golden.Resources;
            var patches = golden.StrategicMergePatches;
            patches = which == 1 ? Damage(patches ?? "", random) : patches;
            var json = golden.ReadJsonPatches()
                .ConvertAll(patch => which == 2 ? patch with { Patch = Damage(patch.Patch, random) } : patch);

            var exception = Record.Exception(() => Patching.Apply(resources, patches, json, limits));

            Assert.True(exception is null or KustomizeException, $"seed {seed}: {exception}");
        }
    }

    private static string Damage(string text, Random random)
    {
        for (var times = random.Next(1, 5); times > 0 && text.Length > 0; times--)
        {
            var at = random.Next(text.Length);
            var length = random.Next(Math.Min(20, text.Length - at));
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Insertions[random.Next(Insertions.Length)]),
                2 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
                _ => text[..at] + Insertions[random.Next(Insertions.Length)] + text[(at + length)..],
            };
        }

        return text;
    }
}
