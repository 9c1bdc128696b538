using Gimlet.GitopsWriter.Rendering;

namespace Gimlet.GitopsWriter.Tests.Rendering;

public sealed class RawManifestsTests
{
    private const string ConfigMap = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";

    [Theory]
    [InlineData(ConfigMap)]
    [InlineData("# only a comment\n---\n" + ConfigMap + "---\n")]
    [InlineData(ConfigMap + "data:\n  a: |\n    ---\n    kind\n---\n" + ConfigMap)]
    [InlineData("{apiVersion: v1, kind: Secret}")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\ndata: &x {a: b}\nbinaryData: *x\n")]
    public void Check_KubernetesDocuments_Passes(string text)
    {
        var error = Record.Exception(() => RawManifests.Check(text));

        Assert.Null(error);
    }

    [Theory]
    [InlineData("", "manifests: there is no document")]
    [InlineData("---\n# nothing\n---\n", "manifests: there is no document")]
    [InlineData("- a\n", "manifests: document 1, line 1: is no mapping")]
    [InlineData("just text", "manifests: document 1, line 1: is no mapping")]
    [InlineData(ConfigMap + "---\nkind: Service\n", "manifests: document 2, line 6: has no apiVersion")]
    [InlineData(ConfigMap + "---\n\napiVersion: v1\nkind:\n", "manifests: document 2, line 7: has no kind")]
    [InlineData("apiVersion: v1\nkind: [Pod]\n", "manifests: document 1, line 1: has no kind")]
    [InlineData("apiVersion: v1\nkind: null\n", "manifests: document 1, line 1: has no kind")]
    [InlineData("%YAML 1.2\n---\n" + ConfigMap, "manifests: document 1, line 3: has a YAML directive")]
    [InlineData(ConfigMap + "---\na: b\n c: [\n", "manifests: document 2, line 7: ")]
    public void Check_Broken_NamesDocumentAndLine(string text, string expected)
    {
        var error = Assert.Throws<RenderException>(() => RawManifests.Check(text));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_DeepNesting_IsRefusedEarly()
    {
        var text = "apiVersion: v1\nkind: ConfigMap\ndata: " + new string('[', 1_000_000);

        var error = Assert.Throws<RenderException>(() => RawManifests.Check(text));

        Assert.Equal("manifests: document 1, line 3: is nested more than 100 levels deep", error.Message);
    }

    [Fact]
    public void Check_AliasBomb_IsNotExpanded()
    {
        var layers = Enumerable.Range(1, 60).Select(n =>
            $"a{n}: &a{n} [{string.Join(',', Enumerable.Repeat($"*a{n - 1}", 10))}]\n");
        var text = "apiVersion: v1\nkind: ConfigMap\na0: &a0 x\n" + string.Concat(layers);

        var error = Record.Exception(() => RawManifests.Check(text));

        Assert.Null(error);
    }
}
