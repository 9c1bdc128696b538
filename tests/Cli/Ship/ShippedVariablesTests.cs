using Gimlet.Cli.Ship.Builds;
using Gimlet.Cli.Ship.Contents;

namespace Gimlet.Cli.Tests.Ship;

public sealed class ShippedVariablesTests
{
    private static readonly Build GitHub = new()
    {
        Ci = "GitHub Actions",
        Sha = "0123456",
        Branch = "sell-less",
        RepositoryVariable = "team/shop",
        Owner = "team",
        Actor = "fred",
        Trigger = "pull_request",
        Job = "build",
        VariablePrefixes = ["GITHUB"],
        MoreVariables = new Dictionary<string, string> { ["GITHUB_BRANCH"] = "sell-less" },
    };

    [Fact]
    public void Context_OfAnyBuild_HasTheBuiltInVariables()
    {
        var shipped = new ShippedVariables(new Build { Ci = "git" }, Environment(), []);

        Assert.Equal(
            ["ACTOR", "BRANCH", "EVENT", "JOB", "OWNER", "REPO", "SHA", "TAG"],
            shipped.Context.Select(variable => variable.Name).Order());
        Assert.All(shipped.Context, variable => Assert.Equal("", variable.Value));
    }

    [Fact]
    public void Context_OfGitHub_HasEveryVariableOfIt()
    {
        var shipped = new ShippedVariables(
            GitHub, Environment(("GITHUB_SHA", "merge"), ("GITHUB_HEAD_REF", ""), ("PATH", "/bin"), ("CI_X", "x")), []);

        var context = shipped.Context.ToDictionary(variable => variable.Name, variable => variable.Value);
        Assert.Equal(("merge", "0123456"), (context["GITHUB_SHA"], context["SHA"]));
        Assert.Equal(("", "sell-less"), (context["GITHUB_HEAD_REF"], context["GITHUB_BRANCH"]));
        Assert.Equal("pull_request", context["EVENT"]);
        Assert.DoesNotContain("PATH", context.Keys);
        Assert.DoesNotContain("CI_X", context.Keys);
    }

    [Fact]
    public void Secrets_OfTheCiAndOfTheFile_StayBehindAndAreNamed()
    {
        var shipped = new ShippedVariables(
            GitHub,
            Environment(("GITHUB_TOKEN", "hush"), ("GITHUB_APP_KEY", ""), ("GITHUB_JOB", "build")),
            [new("API_PASSWORD", "hush"), new("IMAGE", "shop")]);

        Assert.Equal(["API_PASSWORD", "GITHUB_APP_KEY", "GITHUB_TOKEN"], shipped.LeftOut);
        Assert.Equal([new("IMAGE", "shop")], shipped.Vars);
        Assert.DoesNotContain(shipped.Context, variable => variable.Value == "hush");
        Assert.Contains(new("GITHUB_JOB", "build"), shipped.Context);
    }

    private static EnvironmentVariables Environment(params (string Name, string Value)[] variables) =>
        new(variables.ToDictionary(variable => variable.Name, variable => variable.Value));
}
