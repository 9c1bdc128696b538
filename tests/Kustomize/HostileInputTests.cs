using System.Text;

namespace Gimlet.Kustomize.Tests;

public sealed class HostileInputTests
{
    private const string Map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    [Fact]
    public void Apply_BillionAliases_IsAnError()
    {
        var text = new StringBuilder(Map + "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 12; level++)
        {
            var aliases = string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10));
            text.Append($"a{level}: &a{level} [{aliases}]\n");
        }

        var error = Refuse(text.ToString(), Map);

        Assert.StartsWith("document 1: yaml: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_MoreValuesThanTheLimit_IsAnError()
    {
        var limits = new KustomizeLimits { MaxValues = 100 };
        var documents = Map + $"list: [{string.Join(", ", Enumerable.Range(0, 200))}]\n";

        var error = Assert.Throws<KustomizeException>(() => Patching.Apply(documents, Map, [], limits));

        Assert.Contains("max number of 100 values", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_ManyDocumentsTogetherAboveTheLimit_IsAnError()
    {
        var limits = new KustomizeLimits { MaxValues = 100 };
        var maps = Enumerable.Range(0, 30).Select(index => Map.Replace("a}", $"a{index}}}", StringComparison.Ordinal));
        var documents = string.Join("---\n", maps);

        var error = Assert.Throws<KustomizeException>(() => Patching.Apply(documents, null, [], limits));

        Assert.Contains("more than 100 values", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_MillionsOfShortValues_IsAnErrorBeforeTheyTakeMemory()
    {
        var documents = $"{Map}list: [{new StringBuilder().Insert(0, "x,", 6_000_000)}x]\n";

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Refuse(documents, Map);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Contains("max number of 500000 values", error.Message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 256 * 1024 * 1024);
    }

    [Theory]
    [InlineData("documents")]
    [InlineData("patches")]
    public void Apply_LongText_IsAnErrorThatNamesIt(string which)
    {
        var limits = new KustomizeLimits { MaxInputLength = 100 };
        var text = Map + "x: " + new string('x', 100) + "\n";

        var error = Assert.Throws<KustomizeException>(() => which == "documents"
            ? Patching.Apply(text, Map, [], limits)
            : Patching.Apply(Map, text, [], limits));

        Assert.Equal($"The {which} are longer than 100 characters.", error.Message);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Apply_DeepNesting_IsAnError(string opening)
    {
        var deep = string.Concat(Enumerable.Repeat(opening, 100_000));

        Refuse($"{Map}deep: \n  {deep}x\n", Map);
        Refuse(Map, $"{Map}deep: \n  {deep}x\n");
    }

    [Fact]
    public void Apply_DeepJsonPatch_IsAnError()
    {
        var value = new string('[', 100_000) + new string(']', 100_000);

        RefuseJson($$"""[{"op": "add", "path": "/x", "value": {{value}}}]""");
    }

    [Fact]
    public void Apply_NestedJustWithinTheLimit_IsWritten()
    {
        var deep = new string('[', 200) + new string(']', 200);

        var output = Patching.Apply($"{Map}deep: {deep}\n", $"{Map}x: 1\n", []);

        Assert.Contains("x: 1\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_HugeMergedLists_EndsByTheLimit()
    {
        var containers = string.Concat(Enumerable.Range(0, 20_000).Select(index => $"  - {{name: c{index}}}\n"));
        var pod = $"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n{containers}";

        var error = Refuse(pod, pod);

        Assert.Contains("comparisons of elements", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_CopiesOfCopies_EndByTheLimit()
    {
        var doubling = Enumerable.Range(0, 60).Select(index =>
            $$"""{"op": "copy", "from": "/data", "path": "/data/x{{index}}"}""");

        var error = RefuseJson($"[{string.Join(',', doubling)}]", Map + "data: {a: b}\n");

        Assert.Contains("values", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(a+)+$", false)]
    [InlineData("(?=a)", true)]
    [InlineData(@"(a)\1", true)]
    [InlineData("[", true)]
    [InlineData("a{1001}", true)]
    [InlineData("((a{100}){100}){100}", true)]
    public void Apply_ExpressionOfTarget_TakesNoTimeOrIsRefused(string expression, bool isRefused)
    {
        var documents = Map.Replace("name: a", "name: " + new string('a', 60) + "b", StringComparison.Ordinal);
        var patch = new Json6902Patch("[]", new PatchTarget { Name = expression });

        var error = Assert.Throws<KustomizeException>(() => Patching.Apply(documents, null, [patch]));

        Assert.Equal(!isRefused, error.Message.Contains("hold no object", StringComparison.Ordinal));
        Assert.Contains(expression, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_LongExpression_IsRefused()
    {
        var patch = new Json6902Patch("[]", new PatchTarget { Name = new string('a', 5000) });

        var error = Assert.Throws<KustomizeException>(() => Patching.Apply(Map, null, [patch]));

        Assert.EndsWith("name is longer than 1024 characters.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: 1", "document 1: kind is missing.")]
    [InlineData("kind: A", "document 1 (A): metadata.name is missing.")]
    [InlineData("kind: A\nmetadata: text", "document 1 (A): metadata.name is missing.")]
    [InlineData("kind: A\nmetadata: {name: {a: b}}", "document 1 (A): metadata.name is missing.")]
    [InlineData("- a", "document 1 is no object: it must be a map with a kind and a name.")]
    [InlineData("text", "document 1 is no object: it must be a map with a kind and a name.")]
    [InlineData("kind: AList\nitems: text", "document 1 (AList): items must be a list.")]
    [InlineData("kind: [\n", "document 1: yaml: line 2: did not find expected node content")]
    [InlineData("{{ .Values }}", "document 1: yaml: ")]
    public void Apply_DocumentThatIsNone_IsAnErrorThatNamesIt(string document, string expected)
    {
        var error = Refuse(document + "\n", "");

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_SecondDocumentWrong_IsNamedByItsNumber()
    {
        var error = Refuse($"{Map}---\nkind: A\n", "");

        Assert.StartsWith("document 2 (A)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_EqualKeysInPatch_IsAnErrorThatNamesThem()
    {
        var error = Refuse(Map, $"{Map}data: {{a: b, a: c}}\n");

        Assert.StartsWith("strategic-merge patch: document 1: yaml: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"a\" already defined", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_ObjectTwice_IsAnErrorThatNamesIt()
    {
        var error = Refuse($"{Map}---\n{Map}", "");

        Assert.Equal("The documents hold v1 ConfigMap a more than once.", error.Message);
    }

    [Fact]
    public void Apply_PatchForNothing_IsAnErrorThatNamesIt()
    {
        var error = Refuse(Map, "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: n}\n");

        Assert.Equal("strategic-merge patch: there is no v1 Secret s in n to patch in the documents.", error.Message);
    }

    [Fact]
    public void Apply_OtherKindOfValue_IsAnErrorThatNamesTheField()
    {
        var pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
            + "spec: {containers: [{name: c, env: [{name: e, value: v}]}]}\n";

        var error = Refuse(pod, pod.Replace("value: v", "value: [v]", StringComparison.Ordinal));

        Assert.Equal(
            "strategic-merge patch of v1 Pod a: spec.containers[c].env[e].value: the patch has a list where the "
            + "document has a plain value.",
            error.Message);
    }

    [Fact]
    public void Apply_Cancelled_Ends()
    {
        var limits = KustomizeLimits.Default;
        var documents = Map + $"list: [{string.Join(", ", Enumerable.Range(0, 5000))}]\n";

        Assert.Throws<OperationCanceledException>(() =>
            KustomizePatches.Apply(documents, Map, [], limits, new CancellationToken(canceled: true)));
    }

    private static KustomizeException Refuse(string documents, string patches) =>
        Assert.Throws<KustomizeException>(() => Patching.Apply(documents, patches, []));

    private static KustomizeException RefuseJson(string patch, string documents = Map) =>
        Assert.Throws<KustomizeException>(() => Patching.Apply(
            documents, null, [new Json6902Patch(patch, new PatchTarget { Kind = "ConfigMap" })]));
}
