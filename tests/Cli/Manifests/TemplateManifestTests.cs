using Gimlet.Testing.Helm;

namespace Gimlet.Cli.Tests.Manifests;

public sealed class TemplateManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Template_ChartAndValues_IsWhatHelmPrints()
    {
        HelmOracle.Require();
        var chart = TestChart.Write(_folder);
        const string values = """
            replicas: 3
            image: {repository: registry.example.com/shop, tag: "1.10"}
            extra:
              text: "yes"
              float: 1.50
              large: 12345678901234567
              exponent: 1e6
              "null": null
              nested: [a, {b: [true, ~, -0.0]}, "😀 é"]
            """;
        var indented = values.ReplaceLineEndings("\n  ");
        var manifest = _folder.Write(
            "m.yaml",
            $"app: shop\nenv: staging\nnamespace: team\nchart:\n  name: {chart}\nvalues:\n  {indented}\n");
        var (expected, failure) = HelmOracle.Run(
            "template", "shop", chart, "-n", "team", "--no-hooks", "--values", _folder.Write("values.yaml", values));

        var (exitCode, output, error) = await TestShell.RunAsync("manifest", "template", "-f", manifest);

        Assert.Equal((null, 0, ""), (failure, exitCode, error));
        Assert.Equal(expected, output);
    }

    [Fact]
    public async Task Template_WithManifestsAndPatches_PatchesBoth()
    {
        var chart = TestChart.Write(_folder);
        var manifest = _folder.Write("m.yaml", $$"""
            app: shop
            env: staging
            chart:
              name: {{chart}}
            manifests: |
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: settings}
            strategicMergePatches: |
              apiVersion: apps/v1
              kind: Deployment
              metadata: {name: shop, namespace: default}
              spec: {replicas: 7}
            json6902Patches:
            - patch: |
                - {op: add, path: /data, value: {a: b} }
              target: {kind: ConfigMap, name: settings}
            """);

        var (exitCode, output, error) = await TestShell.RunAsync("manifest", "template", "-f", manifest);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("  replicas: 7\n", output);
        Assert.Contains("kind: ConfigMap\n", output);
        Assert.Contains("data:\n  a: b\n", output);
    }

    [Fact]
    public async Task Template_VariablesOfFileAndEnvironment_TheFileWins()
    {
        var shell = new TestShell(input: """
            app: shop-{{ .BRANCH | sanitizeDNSName }}
            env: {{ .STAGE }}
            manifests: |
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: "{{ .STAGE }}-{{ .BRANCH }}"}
            """);
        shell.Variables["BRANCH"] = "main";
        shell.Variables["STAGE"] = "production";
        var vars = _folder.Write("vars", "STAGE=staging\n");

        var exitCode = await CommandLine.RunAsync(
            ["manifest", "template", "-f", "-", "--vars", vars, "-o", _folder.File("out.yaml")], shell.Shell);

        Assert.Equal((0, "", ""), (exitCode, shell.Output, shell.Error));
        Assert.Equal(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"staging-main\"}\n",
            File.ReadAllText(_folder.File("out.yaml")));
    }

    [Theory]
    [InlineData("app: shop\n", "env: is missing or empty (line 1, column 1)")]
    [InlineData("app: shop\nenv: staging\n", "shop has neither a chart nor manifests")]
    [InlineData("app: shop-{{ .NOPE }}\nenv: staging\n", "app: unknown variable NOPE")]
    [InlineData("app: shop\nenv: staging\nchart: {name: ./no/chart}\n", "there is no chart ./no/chart")]
    public async Task Template_BadManifest_IsOneLineThatNamesTheFile(string text, string expected)
    {
        var manifest = _folder.Write("m.yaml", text);

        var (exitCode, output, error) = await TestShell.RunAsync("manifest", "template", "-f", manifest);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith($"❌ {manifest}: ", error);
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    // As a process, because what it leaves out it leaves out of the whole program.
    [Fact]
    public async Task Template_ChartInGit_SaysWhatToDo()
    {
        var manifest = _folder.Write(
            "m.yaml", "app: shop\nenv: staging\nchart: {name: 'https://example.com/charts.git?path=web'}\n");

        var result = await GimletCommand.RunAsync(null, "manifest", "template", "-f", manifest);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("this program fetches no charts from git", result.OneError);
    }
}
