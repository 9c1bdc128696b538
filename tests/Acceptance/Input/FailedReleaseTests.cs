using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.Acceptance.Tests.Input;

[Collection(typeof(Standalone))]
public sealed class FailedReleaseStandaloneTests(StandaloneInstallation fixture) : FailedReleaseTests(fixture);

[Collection(typeof(Distributed))]
public sealed class FailedReleaseDistributedTests(DistributedInstallation fixture) : FailedReleaseTests(fixture);

/// <summary>Manifests that cannot be released: the result says why, and nothing is committed.</summary>
public abstract class FailedReleaseTests(InstallationFixture fixture) : InputSuite(fixture)
{
    // Each level repeats the one before ten times.
    private static readonly string Bomb = string.Join('\n', [
        "apiVersion: v1",
        "kind: ConfigMap",
        "metadata: {name: bomb}",
        "a0: &a0 [boom, boom, boom, boom, boom, boom, boom, boom, boom, boom]",
        .. Enumerable.Range(1, 9).Select(level =>
            $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]"),
        "",
    ]);

    [Theory]
    [InlineData("{{ .NOPE }}", "NOPE")]
    [InlineData("{{ .NOPE | lower }}", "NOPE")]
    [InlineData("{{ nonsense .SHA }}", "nonsense")]
    [InlineData("{{ .SHA", "manifests")]
    public async Task Manifest_WithABadTemplate_FailsNamingIt(string template, string name)
    {
        var reason = await FailedAsync(Artifacts.Manifest(Env, App, template));

        Assert.Contains(name, reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_WhoseRawYamlDoesNotParse_FailsWithThePlace()
    {
        var manifest = Artifacts.Manifest(Env, App);
        manifest["manifests"] = "apiVersion: v1\nkind: [ConfigMap\nmetadata: {}\n";

        var reason = await FailedAsync(manifest);

        Assert.Contains("manifests", reason, StringComparison.Ordinal);
        Assert.Contains("line", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_WithAYamlBomb_FailsAndTheServiceLivesOn()
    {
        var manifest = Artifacts.Manifest(Env, App);
        manifest["manifests"] = Bomb;

        var reason = await FailedAsync(manifest);

        Assert.Contains("manifests", reason, StringComparison.Ordinal);
        await DeployAsync();
    }

    [Theory]
    [InlineData("{{ .UP }}")]
    [InlineData("{{ .SLASH }}")]
    [InlineData("{{ .CONTROL }}")]
    [InlineData("{{ .LONG }}")]
    [InlineData("{{ .EMPTY }}")]
    public async Task App_ThatResolvesToNoDirectoryName_FailsNamingTheField(string app)
    {
        var artifact = Artifacts.Create(
            Artifacts.Manifest(Env, app).WithPolicy(new() { ["branch"] = "main", ["event"] = "push" }));
        artifact["context"] = new JsonObject
        {
            ["UP"] = "..",
            ["SLASH"] = "a/b",
            ["CONTROL"] = "a\u0007b",
            ["LONG"] = new string('a', 300),
            ["EMPTY"] = "",
        };
        var id = await Client.ShipAsync(artifact, Cancellation);

        var result = OnlyResult(await EvaluatedAsync(id));

        Assert.Equal("failure", (string)result["status"]!);
        Assert.Contains("app", (string)result["statusDesc"]!, StringComparison.Ordinal);
        Assert.Empty(Branch.Files(Env));
    }

    [Fact]
    public async Task Chart_ThatDoesNotExist_FailsNamingIt()
    {
        var reason = await FailedAsync(WithChart(new() { ["name"] = "./no-such-chart" }));

        Assert.Contains("no-such-chart", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChartRepository_ThatHangs_FailsWhenItsTimeIsUp()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";

        var reason = await FailedAsync(
            WithChart(new() { ["name"] = "demo", ["version"] = "1.0.0", ["repository"] = address }));

        Assert.Contains(address, reason, StringComparison.Ordinal);
        Assert.Contains("RENDER_TIMEOUT", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChartRepository_ThatIsNotThere_FailsNamingIt()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}";
        closed.Stop();

        var reason = await FailedAsync(
            WithChart(new() { ["name"] = "demo", ["version"] = "1.0.0", ["repository"] = address }));

        Assert.Contains(address, reason, StringComparison.Ordinal);
    }

    private JsonObject WithChart(JsonObject chart)
    {
        var manifest = Artifacts.Manifest(Env, App);
        manifest.Remove("manifests");
        manifest["chart"] = chart;
        return manifest;
    }

    private async Task<string> FailedAsync(JsonObject manifest)
    {
        var artifact = await Client.ShipAsync(Artifacts.Create(manifest), Cancellation);
        var before = await StateAsync();

        var result = OnlyResult(await ProcessedAsync(await Client.ReleaseAsync(Env, App, artifact, Cancellation)));

        Assert.Equal(before, await StateAsync());
        Assert.Equal("failure", (string)result["status"]!);
        Assert.Null(result["hash"]);
        return (string)result["statusDesc"]!;
    }
}
