using System.Runtime.Versioning;
using System.Text.Json.Nodes;

namespace Gimlet.Cli.Tests.Artifacts;

public sealed class AddToArtifactTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _artifact;

    public AddToArtifactTests() =>
        _artifact = _folder.Write("artifact.json", """{"version":{"sha":"1"},"unknown":1.10}""");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Add_Fields_BecomeOneItemAndVariables()
    {
        await AddAsync("--field", "name=CI", "--field=url=https://ci.example.com/?a=b&c=d");
        await AddAsync("--field", "name=image");

        var artifact = Read();
        Assert.Equal(
            """[{"name":"CI","url":"https://ci.example.com/?a=b&c=d"},{"name":"image"}]""", Relaxed(artifact["items"]));
        Assert.Equal("""{"name":"image","url":"https://ci.example.com/?a=b&c=d"}""", Relaxed(artifact["vars"]));
    }

    [Fact]
    public async Task Add_Vars_GoToContextAndVars()
    {
        await AddAsync("--var", "BRANCH=main", "--var", "EMPTY=", "--var=EQUATION=a=b=c");

        var artifact = Read();
        Assert.Equal("""{"BRANCH":"main","EMPTY":"","EQUATION":"a=b=c"}""", Relaxed(artifact["context"]));
        Assert.Equal(Relaxed(artifact["context"]), Relaxed(artifact["vars"]));
    }

    [Fact]
    public async Task Add_VarsFile_GoesToVarsAndWins()
    {
        var vars = _folder.Write("vars", "# of the team\nexport BRANCH='from file'\n");

        await AddAsync("--var", "BRANCH=main", "--varsFile", vars);

        Assert.Equal("""{"BRANCH":"main"}""", Relaxed(Read()["context"]));
        Assert.Equal("""{"BRANCH":"from file"}""", Relaxed(Read()["vars"]));
    }

    [Fact]
    public async Task Add_EnvFiles_AreAppendedAsTheServerReadsThem()
    {
        var staging = _folder.Write(
            "staging.yaml", "app: shop-{{ .BRANCH }}\nenv: staging\nvalues:\n  version: 1.10\n");
        var production = _folder.Write(
            "production.yaml", "app: {{ .APP }}\nenv: production\ndeploy:\n  branch: !main\n");

        await AddAsync("--envFile", staging);
        await AddAsync("--envFile", production);

        Assert.Equal(
            """[{"app":"shop-{{ .BRANCH }}","env":"staging","values":{"version":1.10}},"""
                + """{"app":"{{ .APP }}","env":"production","deploy":{"branch":"!main"}}]""",
            Relaxed(Read()["environments"]));
    }

    [Fact]
    public async Task Add_ToAnArtifact_KeepsWhatItDoesNotKnow()
    {
        await AddAsync("--var", "A=b");

        Assert.Contains("\"unknown\": 1.10", File.ReadAllText(_artifact));
    }

    [Fact]
    public async Task Add_Nothing_LeavesTheArtifactAsItIs()
    {
        await AddAsync();

        Assert.Equal("""{"version":{"sha":"1"},"unknown":1.10}""", Relaxed(Read()));
    }

    [Fact]
    public async Task Add_VariablesThatAShellSplit_ArePutTogetherAgain()
    {
        await AddAsync(
            "--var", "WORKFLOW=Build", "and", "test", "-v", "--var", "\"CI_TITLE=Say", "it\"", "--var", "LAST=1");

        Assert.Equal("""{"WORKFLOW":"Build and test -v","CI_TITLE":"Say it","LAST":"1"}""", Relaxed(Read()["vars"]));
    }

    [Fact]
    public async Task Add_LineThatIsNoVariable_IsLeftOutAndSaid()
    {
        var (exitCode, _, error) = await TestShell.RunAsync(
            "artifact", "add", "-f", _artifact, "--var", "second line of a CI variable", "--var", "A=b");

        Assert.Equal(0, exitCode);
        Assert.Equal("Left out --var \"second line of a CI variable\": it is not name=value.\n", error);
        Assert.Equal("""{"A":"b"}""", Relaxed(Read()["vars"]));
    }

    [Theory]
    [InlineData("app: shop\nenv: staging\nimage: x\n", "image: is an unknown field")]
    [InlineData("app: shop\n", "env: is missing or empty")]
    [InlineData("app: [shop\nenv: staging\n", "the YAML cannot be read")]
    [InlineData("app: ../../etc\nenv: staging\n", "app")]
    public async Task Add_BadManifest_NamesFileAndFieldAndChangesNothing(string yaml, string expected)
    {
        var manifest = _folder.Write("bad.yaml", yaml);
        var before = File.ReadAllText(_artifact);

        var (exitCode, _, error) = await TestShell.RunAsync(
            "artifact", "add", "-f", _artifact, "--var", "A=b", "--envFile", manifest);

        Assert.Equal(1, exitCode);
        Assert.Contains("bad.yaml: ", error);
        Assert.Contains(expected, error);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal(before, File.ReadAllText(_artifact));
    }

    [Theory]
    [InlineData("", "is not JSON (line 1, column 1)")]
    [InlineData("{\n  \"version\": {", "is not JSON (line 2")]
    [InlineData("[]", "it must be a JSON object")]
    [InlineData("""{"vars":1}""", "vars must be an object")]
    [InlineData("""{"vars":{"A":"1","A":"2"}}""", "is not JSON")]
    public async Task Add_BrokenArtifact_SaysWhereAndChangesNothing(string json, string expected)
    {
        File.WriteAllText(_artifact, json);

        var (exitCode, _, error) = await TestShell.RunAsync("artifact", "add", "-f", _artifact, "--var", "A=b");

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error);
        Assert.Equal(json, File.ReadAllText(_artifact));
    }

    [Theory]
    [InlineData("--field", "no-value")]
    [InlineData("--field", "=no-name")]
    [InlineData("--fild", "a=b")]
    [InlineData("--var")]
    [InlineData("--var", "A=b", "--fild", "a=b")]
    public async Task Add_WrongUsage_Ends2(params string[] more)
    {
        var (exitCode, _, error) = await TestShell.RunAsync(["artifact", "add", "-f", _artifact, .. more]);

        Assert.Equal(2, exitCode);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Add_MissingFile_SaysSo()
    {
        var (exitCode, _, error) = await TestShell.RunAsync("artifact", "add", "-f", _folder.File("none.json"));

        Assert.Equal(1, exitCode);
        Assert.Contains("none.json cannot be read", error);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Add_ThroughALink_KeepsTheLinkAndTheMode()
    {
        var link = _folder.File("link.json");
        File.CreateSymbolicLink(link, _artifact);
        File.SetUnixFileMode(_artifact, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await TestShell.RunAsync("artifact", "add", "-f", link, "--var", "A=b");

        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_artifact));
        Assert.Equal("""{"A":"b"}""", Relaxed(Read()["vars"]));
    }

    private static string Relaxed(JsonNode? node) => node!.ToJsonString(TestJson.Relaxed);

    private async Task AddAsync(params string[] more)
    {
        var (exitCode, output, error) = await TestShell.RunAsync(["artifact", "add", "-f", _artifact, .. more]);
        Assert.Equal((0, "", ""), (exitCode, output, error));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp"));
    }

    private JsonObject Read() => JsonNode.Parse(File.ReadAllText(_artifact))!.AsObject();
}
