namespace Gimlet.Cli.Tests.Manifests;

public sealed class LintManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lint_GoodManifest_PrintsNothing()
    {
        _folder.Write(".gimlet/vars", "REPLICA_NAME=one\n");
        var (exitCode, output, error) = await LintAsync($$"""
            app: shop-{{ "{{ .BRANCH | sanitizeDNSName }}" }}
            env: staging
            deploy: {branch: main, event: push}
            cleanup:
              app: shop-{{ "{{ .BRANCH | sanitizeDNSName }}" }}
              branch: feature/*
              event: branchDeleted
            chart:
              name: {{TestChart.Write(_folder)}}
            values:
              replicas: 2
              image: {repository: shop, tag: '{{ "{{ .SHA }}-{{ .REPLICA_NAME }}-{{ .GITHUB_RUN_ID }}" }}'}
            """);

        Assert.Equal((0, "", ""), (exitCode, output, error));
    }

    [Theory]
    [InlineData("app: [\n", "2:1: the YAML cannot be read")]
    [InlineData("app: shop\nenv: staging\nimage: x\n", "3:1: image: is an unknown field")]
    [InlineData("app: shop\nenv: 1\n", "2:6: env: must be text")]
    [InlineData("app: shop\nenv: s\n", "1:1: there is neither a chart nor manifests")]
    public async Task Lint_NoManifest_NamesLineAndColumn(string text, string expected)
    {
        var (exitCode, output, _) = await LintAsync(text);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"{_folder.File(".gimlet/m.yaml")}:{expected}", Assert.Single(Lines(output)));
    }

    [Theory]
    [InlineData("{branch: main}", "3:10: deploy.branch: never triggers")]
    [InlineData("{branch: main, event: tag}", "3:10: deploy.branch: never triggers")]
    [InlineData("{tag: v*, event: push}", "3:10: deploy.tag: never triggers")]
    [InlineData("{}", "3:1: deploy: never triggers: it has no condition")]
    [InlineData("{event: push, branch: 'a[', }", "3:23: deploy.branch: the pattern \"a[\" is bad")]
    [InlineData(
        "{commitMessagePatterns: [a, '{']}", "3:37: deploy.commitMessagePatterns[1]: the pattern \"{\" is bad")]
    public async Task Lint_PolicyThatNeverTriggers_IsAnError(string policy, string expected)
    {
        var (exitCode, output, _) = await LintAsync($"""
            app: shop
            env: staging
            deploy: {policy}
            manifests: "apiVersion: v1\nkind: A\nmetadata: {"{name: a}"}\n"
            """);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"{_folder.File(".gimlet/m.yaml")}:{expected}", Assert.Single(Lines(output)));
    }

    [Fact]
    public async Task Lint_VariablesThatNobodySends_AreAllNamed()
    {
        var (exitCode, output, _) = await LintAsync("""
            app: shop
            env: staging
            cleanup: {app: "a-{{ .SHA }}", branch: feature/*, event: branchDeleted}
            chart: {name: ./nowhere}
            values:
              a: "{{ .FIRST }}"
              b: ["{{ .GITHUB_TOKEN }}"]
              c: "{{ .SHA }}{{ .CI_JOB_ID }}"
            """);

        Assert.Equal(1, exitCode);
        Assert.Collection(
            Lines(output),
            line => Assert.Contains(":3:11: cleanup.app: a cleanup knows BRANCH alone, and not SHA", line),
            line => Assert.Contains(":4:9: warning: chart.name: values are not checked: there is no chart", line),
            line => Assert.Contains(":6:3: values.a: no shipper sends the variable FIRST", line),
            line => Assert.Contains(":7:7: values.b[0]: the variable GITHUB_TOKEN is not shipped", line));
    }

    [Fact]
    public async Task Lint_ValuesAgainstTheSchema_NamesTheValue()
    {
        var (exitCode, output, _) = await LintAsync($"""
            app: shop
            env: staging
            chart:
              name: {TestChart.Write(_folder)}
            values:
              image:
                tag: 1.10
              replicas: "2"
            """);

        Assert.Equal(1, exitCode);
        Assert.Collection(
            Lines(output),
            line => Assert.Contains(":7:5: values.image.tag: got number, want string", line),
            line => Assert.Contains(":8:3: values.replicas: got string, want integer", line));
    }

    [Fact]
    public async Task Lint_UnreachableChart_IsAWarning()
    {
        var (exitCode, output, _) = await LintAsync("app: shop\nenv: staging\nchart: {name: ./nowhere}\n");

        Assert.Equal(0, exitCode);
        Assert.Contains(":3:9: warning: chart.name: values are not checked", Assert.Single(Lines(output)));
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<(int ExitCode, string Output, string Error)> LintAsync(string manifest) =>
        TestShell.RunAsync("manifest", "lint", "-f", _folder.Write(".gimlet/m.yaml", manifest));
}
