using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gimlet.Cli.Tests.Ship;
using YamlDotNet.RepresentationModel;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>Follows each guide from the user for CI to the first deploy, with the texts that are in it.</summary>
public sealed class GuideTests : IntegrationSuite
{
    private const string Main = "refs/remotes/origin/main";

    private readonly TeamRepository _team = new(new Dictionary<string, string>
    {
        [".gimlet/staging.yaml"] = new Guide("github-actions.md").Block("yaml", "manifests:"),
    });

    private readonly string _checkout;

    public GuideTests(ShipServer server)
        : base(server) => _checkout = _team.CheckOutShallow("refs/heads/main", Main);

    public override void Dispose()
    {
        _team.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task GitHubActions_FollowedToTheEnd_Deploys()
    {
        var workflow = YamlFile.Parse(new Guide("github-actions.md").Block("yaml", "runs-on:")).Single();
        var step = workflow.Map("jobs").Map("build").List("steps")
            .Single(step => step.Text("name") == "Deploy to staging");
        Assert.StartsWith("example/gimlet/clients/github-action@v", step.Text("uses"), StringComparison.Ordinal);
        var variables = await VariablesOfCiAsync(
            ("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "team/shop"), ("GITHUB_SHA", _team.MainSha),
            ("GITHUB_REF", "refs/heads/main"), ("GITHUB_EVENT_NAME", "push"));
        Assert.All(step.Map("env").Texts(), secret => Assert.Equal($"${{{{ secrets.{secret.Key} }}}}", secret.Value));
        Assert.All(step.Map("env").Texts(), secret => Assert.Contains(secret.Key, variables.Keys));

        var run = await new GitHubRunner(Machine).RunAsync(
            _checkout, step.Map("with").Texts(), new Dictionary<string, string>(), variables, Token);

        AssertDeployed(run);
    }

    [Fact]
    public async Task CircleCi_FollowedToTheEnd_Deploys()
    {
        var config = YamlFile.Parse(new Guide("circleci.md").Block("yaml", "orbs:")).Single();
        var (job, arguments) = config.Map("workflows").Map("build-and-deploy").List("jobs")
            .OfType<YamlMappingNode>().Single().Entries().Single();
        var parameters = ((YamlMappingNode)arguments).Entries()
            .Where(argument => argument.Key is not ("name" or "context" or "requires" or "filters"))
            .ToDictionary(argument => argument.Key, argument => ((YamlScalarNode)argument.Value).Value!);
        var variables = await VariablesOfCiAsync(
            ("CIRCLECI", "true"), ("CIRCLE_PROJECT_USERNAME", "team"), ("CIRCLE_PROJECT_REPONAME", "shop"),
            ("CIRCLE_SHA1", _team.MainSha), ("CIRCLE_BRANCH", "main"));

        var run = await CircleCiOrb.RunJobAsync(job["gimlet/".Length..], _checkout, parameters, variables, Token);

        AssertDeployed(run);
    }

    [Fact]
    public async Task GitLab_FollowedToTheEnd_Deploys()
    {
        var pipeline = YamlFile.Parse(new Guide("gitlab.md").Block("yaml", "include:")).Single();
        var include = Assert.Single(pipeline.List("include"));
        Assert.EndsWith(include.Text("file")!, GitLabTemplate.FilePath, StringComparison.Ordinal);
        var variables = await VariablesOfCiAsync(
            ("GITLAB_CI", "true"), ("CI_PROJECT_PATH", "team/shop"), ("CI_COMMIT_SHA", _team.MainSha),
            ("CI_COMMIT_BRANCH", "main"), ("CI_PIPELINE_SOURCE", "push"));
        var template = new GitLabTemplate(include.Map("inputs").Texts());

        var (run, _) = await template.RunAsync(_checkout, variables, Token);

        Assert.Equal("deploy-to-staging", template.Name);
        Assert.Contains(
            $"{template.Name}:\n", new Guide("gitlab.md").Block("yaml", "rules:"), StringComparison.Ordinal);
        AssertDeployed(run);
    }

    [Fact]
    public async Task Jenkins_FollowedToTheEnd_Deploys()
    {
        var step = Regex.Match(new Guide("jenkins.md").Block("groovy", "sh '"), "^sh '([^']+)'").Groups[1].Value;
        var variables = await VariablesOfCiAsync(
            ("JENKINS_URL", "https://jenkins.example.com/"), ("GIT_URL", "git@github.com:team/shop.git"),
            ("GIT_COMMIT", _team.MainSha), ("GIT_BRANCH", "origin/main"));

        var run = await StepRun.RunAsync("sh", ["-xec", step], _checkout, variables, Token);

        AssertDeployed(run);
    }

    [Theory]
    [InlineData("image:")]
    [InlineData("$(GIMLET_TOKEN)")]
    public async Task OtherCi_Step_Deploys(string containing)
    {
        var step = new Guide("README.md").Block("yaml", containing).Split('\n')
            .Single(line => line.Contains("gimlet ship", StringComparison.Ordinal));
        var command = step[step.IndexOf("gimlet", StringComparison.Ordinal)..];

        var run = await StepRun.RunAsync("sh", ["-ec", command], _checkout, await VariablesOfCiAsync(), Token);

        AssertDeployed(run);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Makes the user as the guides say, and takes the token from the answer.
    private async Task<Dictionary<string, string>> VariablesOfCiAsync(params (string, string)[] more)
    {
        var variables = Variables(more);
        var command = new Guide("README.md").Block("sh", "/api/user")
            .Replace("https://gimlet.example.com", variables["GIMLET_SERVER"], StringComparison.Ordinal)
            .Replace("the admin token", variables["GIMLET_TOKEN"], StringComparison.Ordinal)
            .Replace("\"ci\"", $"\"ci-{Guid.NewGuid():N}\"", StringComparison.Ordinal);
        var answer = await StepRun.RunAsync("bash", ["-ec", command], _checkout, variables, Token);
        Assert.True(answer.ExitCode == 0, answer.Log);
        variables["GIMLET_TOKEN"] = (string)JsonNode.Parse(answer.Output)!["token"]!;
        return variables;
    }
}
