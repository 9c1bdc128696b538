using Gimlet.GoYaml;
using Gimlet.GoYaml.Json;
using Gimlet.Testing.Kustomize;

namespace Gimlet.Kustomize.Tests;

/// <summary>
/// The directives that kustomize leaves in its output and an API server carries out: compared with
/// <c>kubectl patch --local</c>, which has the server's code.
/// </summary>
public sealed class ServerDirectiveTests
{
    private const string Document =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          finalizers: [one, two, three]
        spec:
          strategy:
            type: RollingUpdate
            rollingUpdate: {maxSurge: 1}
          template:
            spec:
              containers:
              - {name: a, image: a}
              - {name: b, image: b}
              - {name: c, image: c}
              - {name: d, image: d}
              volumes:
              - name: v
                emptyDir: {medium: Memory}

        """;

    public static TheoryData<string> Patches =>
    [
        "spec: {strategy: {$retainKeys: [type], type: Recreate}}",
        "spec: {strategy: {$retainKeys: [type, rollingUpdate], type: RollingUpdate}}",
        "spec: {template: {spec: {volumes: [{name: v, $retainKeys: [name, hostPath], hostPath: {path: /x}}]}}}",
        "spec: {template: {spec: {$setElementOrder/containers: [{name: d}, {name: c}, {name: b}, {name: a}]}}}",
        "spec: {template: {spec: {$setElementOrder/containers: [{name: c}, {name: a}]}}}",
        "spec: {template: {spec: {$setElementOrder/containers: [{name: b}, {name: e}, {name: d}], "
            + "containers: [{name: e, image: e}]}}}",
        "spec: {template: {spec: {$setElementOrder/containers: [{name: e}, {name: a}], "
            + "containers: [{name: e, image: e}, {name: a, image: x}]}}}",
        "spec: {template: {spec: {$setElementOrder/containers: [{name: d}, {name: a}], "
            + "containers: [{name: b, $patch: delete}]}}}",
        "metadata: {$deleteFromPrimitiveList/finalizers: [two]}",
        "metadata: {$deleteFromPrimitiveList/finalizers: [one, absent]}",
        "metadata: {$setElementOrder/finalizers: [three, four, one], finalizers: [four]}",
        "metadata: {$deleteFromPrimitiveList/finalizers: [two], $setElementOrder/finalizers: [three, one]}",
    ];

    [Theory]
    [MemberData(nameof(Patches))]
    public void Apply_ServerDirective_DoesWhatTheServerDoes(string patch)
    {
        KustomizeOracle.Require();

        var answer = KustomizeOracle.Patch(Document, patch);
        var output = Patching.Apply(Document, Named(patch), []);

        Assert.Null(answer.Error);
        Assert.Equal(GoJson.Write(GoJson.Read(answer.Output!)), GoJson.Write(YamlReader.Read(output)));
    }

    [Fact]
    public void Apply_SetElementOrder_PutsUnnamedElementsWhereTheyStood()
    {
        var patch = "spec: {template: {spec: {$setElementOrder/containers: [{name: e}, {name: c}, {name: a}], "
            + "containers: [{name: e}]}}}";

        var output = Patching.Apply(Document, Named(patch), []);

        Assert.Contains(
            "- name: e\n      - image: b\n        name: b\n      - image: c\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("$", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "spec: {strategy: {$retainKeys: [rollingUpdate], type: Recreate}}",
        "spec.strategy.$retainKeys: it must name type, which the patch sets.")]
    [InlineData("spec: {strategy: {$retainKeys: type}}", "spec.strategy.$retainKeys must be a list.")]
    [InlineData(
        "spec: {$setElementOrder/nope: [a]}",
        "spec.$setElementOrder/nope: nope is no list of a built-in type that is merged by keys.")]
    public void Apply_ServerDirectiveThatMakesNoSense_IsAnErrorThatNamesIt(string patch, string expected)
    {
        var error = Assert.Throws<KustomizeException>(() => Patching.Apply(Document, Named(patch), []));

        Assert.Equal($"strategic-merge patch of apps/v1 Deployment web: {expected}", error.Message);
    }

    // The server is told elsewhere which object it is; metadata may be in the patch too.
    private static string Named(string patch)
    {
        var metadata = patch.StartsWith("metadata: {", StringComparison.Ordinal)
            ? patch.Replace("metadata: {", "metadata: {name: web, ", StringComparison.Ordinal)
            : "metadata: {name: web}\n" + patch;
        return $"apiVersion: apps/v1\nkind: Deployment\n{metadata}\n";
    }
}
