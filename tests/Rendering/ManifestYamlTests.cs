using Gimlet.Manifests;

namespace Gimlet.Rendering.Tests;

public sealed class ManifestYamlTests
{
    private const string Raw = "apiVersion: v1\r\nkind: Service   # kept\r\n";
    private const string FromChart = "---\n# Source: c/templates/a.yaml\na: 1\n";

    private static readonly Manifest App = new() { App = "app", Env = "staging", Namespace = "team" };
    private static readonly Manifest WithChart = App with { Chart = new() { Name = "c" } };

    [Theory]
    [InlineData(Raw, Raw)]
    [InlineData("apiVersion: v1\nkind: A", "apiVersion: v1\nkind: A\n")]
    public void Combine_RawManifests_AreKeptAsWrittenButEndTheirLine(string raw, string expected)
    {
        Assert.Equal(expected, Combine(App with { Manifests = raw }, chartYaml: null));
    }

    [Theory]
    [InlineData(Raw, FromChart + "---\n" + Raw)]
    [InlineData("---\n" + Raw, FromChart + "---\n" + Raw)]
    public void Combine_ChartAndRaw_FollowEachOther(string raw, string expected)
    {
        Assert.Equal(expected, Combine(WithChart with { Manifests = raw }, FromChart));
    }

    [Fact]
    public void Combine_ChartAlone_IsItsOutput()
    {
        Assert.True(ManifestYaml.IsChartAlone(WithChart));
        Assert.Equal(FromChart, Combine(WithChart, FromChart));
    }

    [Fact]
    public void Combine_Nothing_IsRefused()
    {
        Assert.Equal("app has neither a chart nor manifests", Fail(App with { Manifests = " \n" }));
    }

    [Theory]
    [InlineData("# only a comment\n---\n", "manifests: there is no document")]
    [InlineData("- a\n", "manifests: document 1 (line 1) must be a Kubernetes object")]
    [InlineData(Raw + "---\nkind: Service\n", "manifests: document 2 (line 4): apiVersion is missing")]
    [InlineData(Raw + "---\napiVersion: v1\nkind:\n", "manifests: document 2 (line 5): kind ")]
    [InlineData(Raw + "---\na: b\n c: [\n", "manifests: ")]
    public void Combine_BrokenRawManifests_NamesDocumentAndLine(string raw, string expected)
    {
        var message = Fail(App with { Manifests = raw });

        Assert.StartsWith(expected, message, StringComparison.Ordinal);
        Assert.Matches("line [0-9]+|no document", message);
    }

    [Fact]
    public void Combine_HostileYaml_IsRefusedEarly()
    {
        var nested = "apiVersion: v1\nkind: ConfigMap\ndata: " + new string('[', 1_000_000);
        var layers = Enumerable.Range(1, 60).Select(n =>
            $"a{n}: &a{n} [{string.Join(',', Enumerable.Repeat($"*a{n - 1}", 10))}]\n");
        var bomb = "apiVersion: v1\nkind: ConfigMap\na0: &a0 x\n" + string.Concat(layers);

        Fail(App with { Manifests = nested });
        Fail(App with { Manifests = bomb });
    }

    [Fact]
    public void Combine_Patches_ChangeChartAndRawObjects()
    {
        const string Objects = """
            ---
            # Source: c/templates/a.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
            data:
              kept: "1"

            """;
        var manifest = WithChart with
        {
            Manifests = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n",
            StrategicMergePatches = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  merged: \"2\"\n",
            Json6902Patches =
            [
                new()
                {
                    Patch = """[{"op": "add", "path": "/data", "value": {"added": "3"}}]""",
                    Target = new PatchTarget { Kind = "ConfigMap", Name = "b" },
                },
            ],
        };

        Assert.False(ManifestYaml.IsChartAlone(manifest));
        Assert.Equal(
            """
            apiVersion: v1
            data:
              kept: "1"
              merged: "2"
            kind: ConfigMap
            metadata:
              name: a
            ---
            apiVersion: v1
            data:
              added: "3"
            kind: ConfigMap
            metadata:
              name: b

            """,
            Combine(manifest, Objects));
    }

    [Fact]
    public void Combine_PatchOfNothing_IsRefusedByName()
    {
        var message = Fail(App with
        {
            Manifests = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n",
            StrategicMergePatches = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: lost\n",
        });

        Assert.StartsWith("patches: ", message, StringComparison.Ordinal);
        Assert.Contains("lost", message, StringComparison.Ordinal);
    }

    private static string Combine(Manifest manifest, string? chartYaml) =>
        ManifestYaml.Combine(manifest, chartYaml, TestContext.Current.CancellationToken);

    private static string Fail(Manifest manifest) =>
        Assert.Throws<ManifestException>(() => Combine(manifest, chartYaml: null)).Message;
}
