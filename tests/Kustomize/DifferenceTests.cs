namespace Gimlet.Kustomize.Tests;

/// <summary>Where this library does on purpose what kustomize does not; the README lists it.</summary>
public sealed class DifferenceTests
{
    private const string Deployment =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
              - name: web
                image: one

        """;

    [Fact]
    public void Apply_JsonPatchForNothing_IsAnErrorThatNamesTheTarget()
    {
        var patch = new Json6902Patch("[]", new PatchTarget { Kind = "StatefulSet", Name = "db" });

        var error = Assert.Throws<KustomizeException>(() => Patching.Apply(Deployment, null, [patch]));

        Assert.Equal(
            "JSON patch 1 for {kind: StatefulSet, name: db}: the documents hold no object that the target selects.",
            error.Message);
    }

    [Theory]
    [InlineData("- image: nameless", "spec.template.spec.containers: the element at 0 has no name")]
    [InlineData("- name: a\n        - {}", "spec.template.spec.containers: the element at 1 has no name")]
    [InlineData("- text", "spec.template.spec.containers: the element at 0 has no name")]
    public void Apply_ElementWithoutItsKey_IsAnErrorInsteadOfALostList(string elements, string expected)
    {
        var patch = Patch("containers:\n        " + elements);

        var error = Assert.Throws<KustomizeException>(() => Patching.Apply(Deployment, patch, []));

        Assert.Equal(
            $"strategic-merge patch of apps/v1 Deployment web: {expected}, by which the elements of the list are "
            + "merged.",
            error.Message);
    }

    [Fact]
    public void Apply_UntouchedListWithoutKeys_StaysAsItIs()
    {
        var documents = Deployment.Replace(
            "- name: web\n        image: one", "- image: nameless\n      - name: b", StringComparison.Ordinal);

        var output = Patching.Apply(documents, Patch("hostNetwork: true"), []);

        Assert.Contains("      - image: nameless\n      - name: b\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_ReplaceDirectiveForAbsentList_LeavesNoDirective()
    {
        var output = Patching.Apply(Deployment, Patch("volumes:\n        - $patch: replace\n        - name: v"), []);

        Assert.Contains("      volumes:\n      - name: v\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_ReplaceDirectiveForWholeObject_Replaces()
    {
        var documents = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  x: old\n";
        var patch =
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n$patch: replace\nbinaryData:\n  new: bmV3\n";

        var output = Patching.Apply(documents, patch, []);

        Assert.Equal("apiVersion: v1\nbinaryData:\n  new: bmV3\nkind: ConfigMap\nmetadata:\n  name: a\n", output);
    }

    [Theory]
    [InlineData("{op: copy, from: /nope, path: /x}", "there is no /nope to take the value from.")]
    [InlineData("{op: add, path: /x}", "op add of /x has no value.")]
    [InlineData(
        "{op: add, path: metadata/x, value: 1}",
        "\"metadata/x\" is no JSON pointer: it must be empty or start with \"/\".")]
    [InlineData("{op: add, path: /a~2, value: 1}", "\"/a~2\" is no JSON pointer: ~ must be followed by 0 or 1.")]
    [InlineData(
        "{op: remove, path: /spec/template/spec/containers/00}",
        "\"00\" in /spec/template/spec/containers/00 is no index of a list.")]
    public void Apply_OperationThatTheStandardForbids_IsAnError(string operation, string expected)
    {
        var patch = new Json6902Patch("- " + operation, new PatchTarget { Kind = "Deployment" });

        var error = Assert.Throws<KustomizeException>(() => Patching.Apply(Deployment, null, [patch]));

        Assert.EndsWith("operation 0: " + expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_NumbersInTest_AreEqualByTheirValue()
    {
        var documents = "apiVersion: v1\nkind: A\nmetadata:\n  name: a\nx: [1, 2.50, 9007199254740993]\n";
        var patch = new Json6902Patch(
            """[{"op": "test", "path": "/x/1", "value": 2.5}]""", new PatchTarget { Kind = "A" });

        var output = Patching.Apply(documents, null, [patch]);

        Assert.Contains("- 9007199254740993\n", output, StringComparison.Ordinal);
    }

    private static string Patch(string podSpec) =>
        $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              {podSpec.Replace("        -", "      -", StringComparison.Ordinal)}

        """;
}
