using System.Net;
using Gimlet.Acceptance.Tests.Installations;

namespace Gimlet.Acceptance.Tests.Releases;

[Collection(typeof(Standalone))]
public sealed class RollbackStandaloneTests(StandaloneInstallation fixture) : RollbackTests(fixture);

[Collection(typeof(Distributed))]
public sealed class RollbackDistributedTests(DistributedInstallation fixture) : RollbackTests(fixture);

/// <summary>Taking back: rollbacks and deletions.</summary>
public abstract class RollbackTests(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    [Fact]
    public async Task Rollback_ToAnEarlierCommit_RestoresTheDirectoryExactlyInOneCommit()
    {
        var (_, first) = await DeployAsync("one");
        var (_, second) = await DeployAsync("two");
        var (_, third) = await DeployAsync("three");

        var id = await RollBackAsync(first);

        var status = await ProcessedAsync(id);
        var hash = (string)OnlyResult(status)["hash"]!;
        Assert.Equal(("rollback", "success"), ((string)status["type"]!, (string)OnlyResult(status)["status"]!));
        Assert.Equal(Branch.TreeOf($"{Env}/{App}", first), Branch.TreeOf($"{Env}/{App}"));
        Assert.Equal(third, Branch.Git("rev-parse", $"{hash}^"));
        Assert.Contains(second, Branch.Message(hash), StringComparison.Ordinal);
        Assert.Contains(third, Branch.Message(hash), StringComparison.Ordinal);
        Assert.DoesNotContain($"Gimlet-Reverts: {first}", Branch.Message(hash), StringComparison.Ordinal);
        var releases = (await Client.GetAsync($"/api/releases?env={Env}&app={App}", Cancellation)).AsArray();
        Assert.Equal(
            [(third, true), (second, true), (first, false)],
            releases.Select(release => ((string)release!["gitopsRef"]!, (bool)release["rolledBack"]!)));

        await ReportAppliedAsync(hash);
        await CommitStatusAsync(id, Succeeded);
    }

    [Fact]
    public async Task Rollback_ToACommitThatNeverTouchedTheApp_FailsAndChangesNothing()
    {
        await DeployAsync();
        var (_, foreign) = await DeployAsync(app: "other");
        var tip = Branch.Tip;

        var result = OnlyResult(await ProcessedAsync(await RollBackAsync(foreign)));

        Assert.Equal("failure", (string)result["status"]!);
        Assert.Contains(foreign, (string)result["statusDesc"]!, StringComparison.Ordinal);
        Assert.Contains(App, (string)result["statusDesc"]!, StringComparison.Ordinal);
        Assert.Equal(tip, Branch.Tip);
    }

    [Fact]
    public async Task Rollback_ToAnUnknownCommit_FailsAndChangesNothing()
    {
        await DeployAsync();
        var tip = Branch.Tip;
        const string Unknown = "1111111111111111111111111111111111111111";

        var result = OnlyResult(await ProcessedAsync(await RollBackAsync(Unknown)));

        Assert.Equal("failure", (string)result["status"]!);
        Assert.Contains(Unknown, (string)result["statusDesc"]!, StringComparison.Ordinal);
        Assert.Equal(tip, Branch.Tip);
    }

    [Fact]
    public async Task Delete_OfAnApp_AnswersWhenItIsGoneFromTheRemote()
    {
        await DeployAsync();
        await DeployAsync(app: "other");

        var answer = await Client.PostAsync($"/api/delete?env={Env}&app={App}", "");

        Assert.Equal((HttpStatusCode.OK, "{}"), (answer.Status, answer.Json!.ToJsonString()));
        Assert.Empty(Branch.Files($"{Env}/{App}"));
        Assert.NotEmpty(Branch.Files($"{Env}/other"));
        var status = (await Client.GetAsync($"/api/status?env={Env}", Cancellation)).AsObject();
        Assert.Null(status[App]);
        Assert.NotNull(status["other"]);
    }

    [Fact]
    public async Task Delete_OfWhatIsNotThere_IsDoneWithoutACommit()
    {
        await DeployAsync(app: "other");
        var tip = Branch.Tip;

        var answer = await Client.PostAsync($"/api/delete?env={Env}&app={App}", "");

        Assert.Equal((HttpStatusCode.OK, "{}"), (answer.Status, answer.Json!.ToJsonString()));
        Assert.Equal(tip, Branch.Tip);
    }

    private async Task<string> RollBackAsync(string sha) => (string)(await Client.PostAsync(
        $"/api/rollback?env={Env}&app={App}&sha={sha}", body: null, Cancellation))["id"]!;
}
