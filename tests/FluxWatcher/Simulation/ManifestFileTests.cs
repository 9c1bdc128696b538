using Gimlet.FluxWatcher.Simulation;

namespace Gimlet.FluxWatcher.Tests.Simulation;

public sealed class ManifestFileTests
{
    private const string Good = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n";

    [Theory]
    [InlineData(Good)]
    [InlineData("---\n" + Good + "---\n" + Good + "---\n")]
    [InlineData("")]
    [InlineData("# nothing\n---\n---\n")]
    [InlineData("apiVersion: v1\nkind: List\nitems: []\n")]
    [InlineData("{apiVersion: v1, kind: Secret, metadata: {name: x, labels: {a: b}}}")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  a: |\n    {{ not a template }}\n")]
    public void File_ThatCouldBeApplied_HasNoError(string text) => Assert.Null(FindError(text));

    [Theory]
    [InlineData("kind: ConfigMap\nmetadata: {name: x}\n", "line 1: an object has no apiVersion")]
    [InlineData("apiVersion: v1\nmetadata: {name: x}\n", "line 1: an object has no kind")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\n", "an object has no metadata.name")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {}}\n", "an object has no metadata.name")]
    [InlineData(Good + "---\nkind: Service\n", "line 6: an object has no apiVersion")]
    [InlineData("- a\n- b\n", "no Kubernetes object")]
    [InlineData("just text\n", "no Kubernetes object")]
    [InlineData("a: [\n", "line 2")]
    [InlineData("a: b\n c: d\n", "line 2")]
    [InlineData("\ta: b\n", "line 1")]
    [InlineData("kind: A\nkind: B\n", "line 2, column 1: the key \"kind\" is there twice")]
    public void File_ThatCouldNotBeApplied_HasAnErrorThatSaysWhere(string text, string expected) =>
        Assert.Contains(expected, FindError(text), StringComparison.Ordinal);

    [Fact]
    public void Kustomization_OfKustomize_NeedsNoName() =>
        Assert.Null(FindError("resources: [a.yaml]\n", "kustomization.yaml"));

    [Fact]
    public void Nesting_ThatNoObjectHas_IsAnErrorAtOnce() => Assert.Contains(
        "nested more than 200 levels deep",
        FindError(Good + "data: " + new string('[', 1_000_000) + "\n"),
        StringComparison.Ordinal);

    [Fact]
    public void Aliases_AreNotExpanded()
    {
        var bomb = Good + "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + string.Concat("bcdefghijkl".Select(
                c => $"{c}: &{c} [{string.Join(',', Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n"));

        Assert.Null(FindError(bomb));
    }

    private static string? FindError(string text, string name = "x.yaml") =>
        ManifestFile.FindError(name, new StringReader(text));
}
