using System.Text.Json.Nodes;
using Gimlet.Cli.Tests.Ship;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>A team's repository with manifests, a machine with gimlet on its PATH, and a server.</summary>
[Collection<IntegrationServer>]
public abstract class IntegrationSuite : IDisposable
{
    private const string Manifest = """
        app: demo-app
        env: %ENV%
        namespace: default
        %DEPLOY%
        manifests: |
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: demo-app-%ENV%
            namespace: default
          data:
            sha: {{ .SHA | quote }}
            image: {{ .%IMAGE% | quote }}

        """;

    private readonly ShipServer _server;

    private protected IntegrationSuite(ShipServer server)
    {
        _server = server;
        Team = new TeamRepository(new Dictionary<string, string>
        {
            [".gimlet/broken.yaml"] = ManifestOf("broken", image: "NO_SHIPPER_SENDS_THIS"),
            [".gimlet/production.yaml"] = ManifestOf("production", "deploy: {event: tag, tag: v*}"),
            [".gimlet/staging.yaml"] = ManifestOf("staging"),
            [".gimlet/vars"] = "IMAGE=registry.example.com/shop\nREGISTRY_PASSWORD=hush\n",
        });
    }

    private protected TeamRepository Team { get; }

    private protected string Machine { get; } = Directory.CreateTempSubdirectory("gimlet-runner-").FullName;

    private protected Task<JsonObject> ReleaseAsync(string id) => _server.ReleaseAsync(id);

    private protected Task<JsonObject> ArtifactAsync(string id) => _server.ArtifactAsync(id);

    public virtual void Dispose()
    {
        Team.Dispose();
        Directory.Delete(Machine, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The variables that every CI has, with the credentials, and the ones of this CI.</summary>
    private protected Dictionary<string, string> Variables(params (string Name, string Value)[] variables)
    {
        var all = new Dictionary<string, string>
        {
            ["PATH"] = $"{GimletOnPath.CreateIn(Machine)}:/usr/local/bin:/usr/bin:/bin",
            ["HOME"] = Machine,
            ["CI"] = "true",
            ["GIMLET_SERVER"] = _server.Address.ToString().TrimEnd('/'),
            ["GIMLET_TOKEN"] = ShipServer.Token,
        };
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return all;
    }

    /// <summary>Asserts what is the same whichever CI shipped it: commit, manifests, variables of the file.</summary>
    private protected async Task<JsonObject> AssertShippedAsync(
        string artifactId, string sha, string author, string message, string kind)
    {
        var artifact = await ArtifactAsync(artifactId);
        var version = artifact["version"]!;
        Assert.Equal((sha, kind), ((string?)version["sha"], (string?)version["event"]));
        Assert.Equal(author, $"{version["authorName"]} <{version["authorEmail"]}>");
        Assert.Equal("Foreign <foreign@example.com>", $"{version["committerName"]} <{version["committerEmail"]}>");
        Assert.StartsWith(message, (string?)version["message"], StringComparison.Ordinal);
        Assert.True((long)version["created"]! > 0);
        Assert.Equal(
            ["broken", "production", "staging"],
            artifact["environments"]!.AsArray().Select(environment => (string?)environment!["env"]).Order());
        Assert.Equal("registry.example.com/shop", (string?)artifact["vars"]!["IMAGE"]);
        Assert.Equal(sha, (string?)artifact["context"]!["SHA"]);
        Assert.DoesNotContain("hush", artifact.ToJsonString(), StringComparison.Ordinal);
        return artifact;
    }

    /// <summary>Asserts that the pull request from the fork arrived as it is wherever the CI tells all of it.</summary>
    private protected async Task<JsonObject> AssertPullRequestShippedAsync(StepRun run)
    {
        Assert.True(run.ExitCode == 0, run.Log);
        var artifact = await AssertShippedAsync(
            run.ArtifactId, Team.HeadSha, "Fred Fork <fred@example.org>", "Sell less", "pr");
        var version = artifact["version"]!;
        Assert.Equal(("team/shop", "sell-less"), ((string?)version["repositoryName"], (string?)version["branch"]));
        Assert.Equal(("sell-less", "main"), ((string?)version["sourceBranch"], (string?)version["targetBranch"]));
        Assert.Equal("sell-less", (string?)artifact["context"]!["BRANCH"]);
        return artifact;
    }

    private protected static void AssertDeployed(StepRun run)
    {
        Assert.True(run.ExitCode == 0, run.Log);
        Assert.Matches(
            $"""
            (?s)^Shipped artifact ID is: (team/)?shop-[^\n]+
            .*👉 Request \({Regex(run.ArtifactId)}\) is processed[^\n]*
            .*Deploying\.\.
            Deployment ID is: {run.ReleaseId}
            👉 Request \({run.ReleaseId}\) is .*
            \t📖 demo-app -> staging, gitops hash [0-9a-f]+, status is ReconciliationSucceeded
            $
            """.ReplaceLineEndings("\n"),
            run.Output);
    }

    private protected static void AssertDeployFailed(StepRun run)
    {
        Assert.True(run.ExitCode == 1, run.Log);
        Assert.Contains($"Deployment ID is: {run.ReleaseId}\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\t❗ demo-app -> broken, status is failure", run.Output, StringComparison.Ordinal);
        Assert.Contains("NO_SHIPPER_SENDS_THIS", run.Output, StringComparison.Ordinal);
    }

    private static string Regex(string text) => System.Text.RegularExpressions.Regex.Escape(text);

    private static string ManifestOf(string env, string deploy = "", string image = "IMAGE") => Manifest
        .Replace("%ENV%", env, StringComparison.Ordinal)
        .Replace("%IMAGE%", image, StringComparison.Ordinal)
        .Replace("%DEPLOY%\n", deploy.Length > 0 ? $"{deploy}\n" : "", StringComparison.Ordinal);
}

/// <summary>Starts the server once for all suites.</summary>
[CollectionDefinition]
public sealed class IntegrationServer : ICollectionFixture<ShipServer>;
