using System.Text.Json.Nodes;

namespace Gimlet.Manifests.Tests;

public sealed class ManifestVariablesTests
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["APP"] = "demo",
        ["BRANCH"] = "Feature/Ünïcode_42",
        ["SHA"] = "0123456",
        ["EMPTY"] = "",
        ["DOTS"] = "..",
        ["LONG"] = new string('a', 300),
        ["CONTROL"] = "a\u0007b",
        ["TEMPLATE"] = "{{ .APP }}",
        ["YAML"] = "\"]}\n- &a !b *c: #d",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Resolve_EveryString_IsATemplateOfItsOwn()
    {
        var manifest = ManifestReader.ReadYaml(
            """
            app: "{{ .APP }}-{{ .BRANCH | sanitizeDNSName }}"
            env: "{{ .APP }}"
            namespace: "{{ .APP }}-ns"
            deploy:
              {branch: "{{ .APP }}/*", tag: "v{{ .SHA }}", event: '{{ "push" }}',
               commitMessagePatterns: ["*{{ .SHA }}"]}
            cleanup: {app: "{{ .NOT_YET }}", branch: "{{ .NOR_THIS }}", event: branchDeleted}
            chart: {repository: "https://{{ .APP }}", name: "{{ .APP }}", version: "{{ .SHA }}"}
            values:
              text: "{{ .SHA }}"
              "key-{{ .APP }}": {nested: ["{{ .APP }}", 1.10, true, null, {a: "{{ .YAML }}"}]}
            strategicMergePatches: "kind: {{ .APP }}"
            json6902Patches:
            - patch: "- {{ .APP }}"
              target: {group: "{{ .EMPTY }}", version: "{{ .SHA }}", kind: "{{ .APP }}", name: "{{ .APP }}"}
            manifests: |
              apiVersion: v1
              kind: {{ .APP }}
            """);
        var expected = ManifestReader.ReadYaml(
            """
            app: demo-feature-n-code-42
            env: demo
            namespace: demo-ns
            deploy: {branch: "demo/*", tag: v0123456, event: push, commitMessagePatterns: ["*0123456"]}
            cleanup: {app: "{{ .NOT_YET }}", branch: "{{ .NOR_THIS }}", event: branchDeleted}
            chart: {repository: "https://demo", name: demo, version: "0123456"}
            values:
              text: "0123456"
              key-demo: {nested: [demo, 1.10, true, null, {a: "\"]}\n- &a !b *c: #d"}]}
            strategicMergePatches: "kind: demo"
            json6902Patches:
            - patch: "- demo"
              target: {group: "", version: "0123456", kind: demo, name: demo}
            manifests: |
              apiVersion: v1
              kind: demo
            """);

        var resolved = ManifestVariables.Resolve(manifest, Variables, Cancellation);

        Assert.Equal(ManifestJson.Write(expected), ManifestJson.Write(resolved));
    }

    [Fact]
    public void Resolve_AValueThatIsATemplate_IsNotResolvedAgain()
    {
        var manifest = Manifest() with { Values = new JsonObject { ["a"] = "{{ .TEMPLATE }}" } };

        Assert.Equal("{{ .APP }}", (string?)ManifestVariables.Resolve(manifest, Variables, Cancellation).Values!["a"]);
    }

    [Fact]
    public void Resolve_TheManifestThatIsGiven_StaysAsItIs()
    {
        var manifest = Manifest() with { Values = new JsonObject { ["{{ .APP }}"] = new JsonArray("{{ .APP }}") } };
        var before = ManifestJson.Write(manifest);

        ManifestVariables.Resolve(manifest, Variables, Cancellation);

        Assert.Equal(before, ManifestJson.Write(manifest));
    }

    public static TheoryData<string, string> Errors { get; } = new()
    {
        { """{"app": "{{ .NOPE }}", "env": "e"}""", "app: unknown variable NOPE" },
        {
            """{"app": "a", "env": "e", "chart": {"name": "c", "version": "{{ .X }}"}}""",
            "chart.version: unknown variable X"
        },
        {
            """{"app": "a", "env": "e", "values": {"a": [{"b.c": "{{ .X }}"}]}}""",
            "values.a[0].\"b.c\": unknown variable X"
        },
        { """{"app": "a", "env": "e", "values": {"{{ .X }}": 1}}""", "values.\"{{ .X }}\": unknown variable X" },
        { """{"app": "a", "env": "e", "manifests": "{{ if .X }}{{ end }}"}""", "manifests: unknown variable X" },
        {
            """{"app": "a", "env": "e", "values": {"a": "{{ .APP"}}""",
            "values.a: template: values.a:1: unclosed action"
        },
        {
            """{"app": "a", "env": "e", "values": {"a": "{{ nope }}"}}""",
            "values.a: template: values.a:1: function \"nope\" not defined"
        },
        {
            """{"app": "a", "env": "e", "values": {"a": "{{ env \"HOME\" }}"}}""",
            "values.a: template: values.a:1: function \"env\" not defined"
        },
        {
            """{"app": "a", "env": "e", "values": {"a": "{{ expandenv \"$HOME\" }}"}}""",
            "values.a: template: values.a:1: function \"expandenv\" not defined"
        },
        {
            """{"app": "a", "env": "e", "values": {"demo": 1, "{{ .APP }}": 2}}""",
            "values.\"{{ .APP }}\": its variables make it \"demo\", which is there already"
        },
        { """{"app": "{{ .BRANCH }}", "env": "e"}""", "app: \"Feature/Ünïcode_42\" is not a DNS label" },
        { """{"app": "a", "env": "{{ .DOTS }}"}""", "env: \"..\" is not a DNS label" },
        { """{"app": "a", "env": "{{ .EMPTY }}"}""", "env: \"\" is not a DNS label" },
        { """{"app": "a", "env": "{{ .CONTROL }}"}""", "env: \"a\\u0007b\" is not a DNS label" },
        {
            """{"app": "{{ .LONG }}", "env": "e"}""",
            $"app: \"{new string('a', 60)}…\" (300 characters) is not a DNS label"
        },
        { """{"app": "a", "env": "e", "namespace": "-{{ .APP }}"}""", "namespace: \"-demo\" is not a DNS label" },
        {
            """{"app": "a", "env": "e", "deploy": {"branch": "{{ .EMPTY }}"}}""",
            "deploy.branch: is empty once its variables are resolved"
        },
        {
            """{"app": "a", "env": "e", "deploy": {"event": "{{ .APP }}"}}""",
            "deploy.event: \"demo\" is none of push, tag, pr"
        },
        {
            """{"app": "a", "env": "e", "chart": {"name": "{{ .EMPTY }}"}}""",
            "chart.name: is empty once its variables are resolved"
        },
        {
            """{"app": "a", "env": "e", "json6902Patches": [{"patch": "{{ .EMPTY }}", "target": {}}]}""",
            "json6902Patches[0].patch: is empty once its variables are resolved"
        },
        {
            """{"app": "a", "env": "e", "manifests": "apiVersion: v1\nkind: A\n---\napiVersion: v1\n"}""",
            "manifests: document 2 (line 4): kind is missing or empty"
        },
        { """{"app": "a", "env": "e", "manifests": "a: ["}""", "manifests: the YAML cannot be read: " },
        {
            """{"app": "a", "env": "e", "strategicMergePatches": "a: b: c"}""",
            "strategicMergePatches: the YAML cannot be read: "
        },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Resolve_WhatCannotBeResolved_NamesTheField(string json, string expected)
    {
        var manifest = ManifestReader.ReadJson(json);

        var error = Assert.Throws<ManifestException>(
            () => ManifestVariables.Resolve(manifest, Variables, Cancellation));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_TemplateWithoutEnd_EndsWithAnError()
    {
        var manifest = Manifest() with { Values = new JsonObject { ["a"] = "{{ range 100000000000 }}{{ end }}" } };

        var error = Assert.Throws<ManifestException>(
            () => ManifestVariables.Resolve(manifest, Variables, Cancellation));

        Assert.Equal("values.a: its template is not done after 5 s", error.Message);
    }

    [Fact]
    public void Resolve_OutputOverOneMebibyte_EndsWithAnError()
    {
        var manifest = Manifest() with { Values = new JsonObject { ["a"] = "{{ range 4000 }}{{ $.LONG }}{{ end }}" } };

        var error = Assert.Throws<ManifestException>(
            () => ManifestVariables.Resolve(manifest, Variables, Cancellation));

        Assert.StartsWith("values.a: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("longer than the limit of 1048576 characters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_CallerGivesUp_IsNoManifestError()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var manifest = Manifest() with { Values = new JsonObject { ["a"] = "{{ range 100000000000 }}{{ end }}" } };

        Assert.ThrowsAny<OperationCanceledException>(
            () => ManifestVariables.Resolve(manifest, Variables, source.Token));
    }

    [Theory]
    [InlineData("main", "main")]
    [InlineData("Feature/JIRA-42_x", "feature-jira-42-x")]
    [InlineData("--a--b--", "a-b")]
    [InlineData("äöü", "")]
    [InlineData("v1.2.3", "v1-2-3")]
    [InlineData(
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/bcd",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData(
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void SanitizeDnsName_AnyText_MakesALabel(string text, string expected)
    {
        var manifest = Manifest() with { Values = new JsonObject { ["a"] = "{{ .TEXT | sanitizeDNSName }}" } };
        var variables = new Dictionary<string, string> { ["TEXT"] = text };

        Assert.Equal(expected, (string?)ManifestVariables.Resolve(manifest, variables, Cancellation).Values!["a"]);
    }

    [Fact]
    public void ResolveCleanupApp_Branch_IsTheOnlyVariable()
    {
        var cleanup = new CleanupPolicy
        {
            App = "demo-{{ .BRANCH | sanitizeDNSName }}",
            Branch = "feature/*",
            Event = "branchDeleted",
        };

        Assert.Equal("demo-feature-x", ManifestVariables.ResolveCleanupApp(cleanup, "feature/x"));
        Assert.Equal(
            "cleanup.app: unknown variable SHA",
            Error(() => ManifestVariables.ResolveCleanupApp(cleanup with { App = "{{ .SHA }}" }, "main")));
        Assert.StartsWith(
            "cleanup.app: \"feature/x\" is not a DNS label",
            Error(() => ManifestVariables.ResolveCleanupApp(cleanup with { App = "{{ .BRANCH }}" }, "feature/x")),
            StringComparison.Ordinal);
    }

    private static string Error(Func<string> action)
    {
        return Assert.Throws<ManifestException>(action).Message;
    }

    private static Manifest Manifest()
    {
        return new Manifest { App = "demo", Env = "staging" };
    }
}
