using System.Diagnostics;
using CsCheck;

namespace Gimlet.Manifests.Tests;

/// <summary>Whatever comes in ends in a manifest or in an error for its author, soon.</summary>
public sealed class HostileInputTests
{
    private static readonly Gen<string> Noise = Gen.Select(
        Gen.OneOf(
            "app: a\n", "env: b\n", "values:", "\n", "\n  ", " ", "\t", ":", ": ", "#", "-", "- ", "---\n", "...\n",
            "&a ", "*a", "!a ", "!!int ", "! ", "|", ">", "|2-", "%", "%TAG ! x\n", "@", "`", "\"", "'", "\\",
            "[", "]", "{", "}", ",", "?", "<<: ", "~", "1", "0x", ".5", "\r", "\u2028", "\ufeff", "\ud800",
            "\u0000", "😀", "\\u12", "\\x").Array[0, 40],
        string.Concat);

    [Fact]
    public void ReadYaml_AnyText_EndsInAManifestOrAManifestException()
    {
        Noise.Sample(text => Manifestly(() => ManifestReader.ReadYaml(text)), iter: 30_000);
    }

    [Fact]
    public void RawManifests_AnyText_EndsInDocumentsOrAManifestException()
    {
        Noise.Sample(text => Manifestly(() => RawManifests.Parse(text)), iter: 30_000);
    }

    [Fact]
    public void ReadJson_AnyText_EndsInAManifestOrAManifestException()
    {
        var noise = Gen.Select(
            Gen.OneOf(
                "{", "}", "[", "]", ",", ":", "\"app\"", "\"a\"", "\"\\ud800\"", "1e99", "null", "-").Array[0, 20],
            string.Concat);

        noise.Sample(text => Manifestly(() => ManifestReader.ReadJson(text)), iter: 30_000);
    }

    public static TheoryData<string, string> Bombs { get; } = new()
    {
        { "flow lists", "a: " + new string('[', 1_000_000) },
        { "flow mappings", "a: " + new string('{', 1_000_000) },
        { "flow lists on lines", "a: " + string.Concat(Enumerable.Repeat("[\n ", 300_000)) },
        { "block lists", string.Concat(Enumerable.Repeat("- ", 500_000)) },
        { "explicit keys", string.Concat(Enumerable.Repeat("? ", 500_000)) },
        { "anchors", "a: [" + string.Concat(Enumerable.Range(0, 250_000).Select(index => $"&a{index} x, ")) + "]" },
        {
            "doubling",
            "a: &a [x]\n" + string.Concat(Enumerable.Range(0, 100).Select(index => $"b{index}: &a [*a, *a]\n"))
        },
        {
            "merging",
            "a: &a {x: 1}\n"
            + string.Concat(Enumerable.Range(0, 100).Select(index => $"b{index}: &a {{<<: [*a, *a]}}\n"))
        },
        { "long text", "a: " + new string('x', 5_000_000) },
        { "many documents", string.Concat(Enumerable.Repeat("--- x\n", 400_000)) },
        { "large number", "a: 0x" + new string('f', 1_000_000) },
        { "large exponent", "a: 1e" + new string('9', 1_000_000) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void ReadYaml_Bomb_IsRefusedSoon(string name, string yaml)
    {
        var watch = Stopwatch.StartNew();

        Assert.Throws<ManifestException>(() => ManifestReader.ReadYaml(yaml));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{name} took {watch.Elapsed}");
    }

    [Theory]
    [InlineData("manifests")]
    [InlineData("strategicMergePatches")]
    public void Resolve_BombInRawYaml_IsRefusedSoon(string field)
    {
        var bomb = $"{{{{ .A }}}}: {new string('[', 500_000)}";
        var manifest = ManifestReader.ReadJson($$"""{"app": "a", "env": "b", "{{field}}": "{{bomb}}"}""");
        var variables = new Dictionary<string, string> { ["A"] = "a: b" };
        var watch = Stopwatch.StartNew();

        Assert.Throws<ManifestException>(
            () => ManifestVariables.Resolve(manifest, variables, TestContext.Current.CancellationToken));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    private static void Manifestly(Func<object> read)
    {
        try
        {
            Assert.NotNull(read());
        }
        catch (ManifestException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }
}
