namespace Gimlet.Cli.Tests.Manifests;

public sealed class CreateManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Create_WithOptions_WritesWhatLintAccepts()
    {
        var path = _folder.File(".gimlet/staging.yaml");

        var (exitCode, output, _) = await TestShell.RunAsync(
            "manifest", "create", "--env", "staging", "--app", "shop", "--namespace", "team", "--chart",
            TestChart.Write(_folder), "--version", "1.10", "--image", "registry.example.com:5000/shop", "-o", path);
        var lint = await TestShell.RunAsync("manifest", "lint", "-f", path);

        Assert.Equal((0, ""), (exitCode, output));
        Assert.Equal((0, "", ""), lint);
        Assert.Equal(
            $$$"""
            app: shop
            env: staging
            namespace: team
            deploy: # released on its own on
              branch: main
              event: push
            chart:
              name: {{{_folder.File("charts/web")}}}
              version: "1.10"
            values:
              image:
                repository: "registry.example.com:5000/shop"
                tag: "{{ .SHA }}" # the commit that was built

            """,
            File.ReadAllText(path));
    }

    [Fact]
    public async Task Create_OnATerminal_AsksForWhatIsMissing()
    {
        var path = _folder.File("m.yaml");
        var shell = new TestShell(isForPeople: true, input: "shop\nweb\n\nhttps://charts.example.com\n\n\n");

        var exitCode = await CommandLine.RunAsync(["manifest", "create", "--env", "on", "-o", path], shell.Shell);

        Assert.Equal(0, exitCode);
        Assert.Contains("App: Chart: Namespace", shell.Error);
        Assert.StartsWith("app: shop\nenv: \"on\"\ndeploy:", File.ReadAllText(path));
        Assert.EndsWith("chart:\n  repository: \"https://charts.example.com\"\n  name: web\n", File.ReadAllText(path));
    }

    [Fact]
    public async Task Create_OverAFile_LeavesIt()
    {
        var path = _folder.Write("m.yaml", "mine");

        var (exitCode, _, error) = await TestShell.RunAsync(
            "manifest", "create", "--env", "staging", "--app", "shop", "--chart", "web", "-o", path);

        Assert.Equal(1, exitCode);
        Assert.Contains("is there already", error);
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("--app is missing", "--env", "staging")]
    [InlineData("app: \"A b\" is not a DNS label", "--env", "staging", "--app", "A b", "--chart", "web")]
    public async Task Create_WithoutAnAnswer_IsWrongUsage(string expected, params string[] options)
    {
        var path = _folder.File("m.yaml");

        var (exitCode, _, error) = await TestShell.RunAsync(["manifest", "create", .. options, "-o", path]);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, error);
        Assert.False(File.Exists(path));
    }
}
