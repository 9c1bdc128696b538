using Gimlet.Contracts.Releases;
using Gimlet.Manifests;
using Gimlet.Policy.Resync;
using Gimlet.Policy.Tests.Servers;
using Gimlet.Protos.Releases;
using Gimlet.Testing.Databases;
using Grpc.Core;

namespace Gimlet.Policy.Tests.Evaluation;

public sealed class EvaluateBranchDeletionSqliteTests(PolicyServer<SqliteDatabase> server)
    : EvaluateBranchDeletionTests<SqliteDatabase>(server);

public sealed class EvaluateBranchDeletionPostgresTests(PolicyServer<PostgresDatabase> server)
    : EvaluateBranchDeletionTests<PostgresDatabase>(server);

public abstract class EvaluateBranchDeletionTests<TDatabase>(PolicyServer<TDatabase> server)
    : PolicySuite<TDatabase>(server)
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task BranchDeleted_PolicyMatches_DeletesTheAppOfTheBranch()
    {
        Ship(Manifest() with { Cleanup = Cleanup("feature/*") });

        var id = await ReportAsync("feature/Basket");

        var delete = await Server.Writer.NextAsync<DeleteRelease>(message => message.RequestId == id);
        Assert.Equal((App + "-feature-basket", "staging", "policy"), (delete.App, delete.Env, delete.TriggeredBy));
        Assert.Equal(("branchDeleted", "new"), await TypeAndStatusAsync(id));
    }

    [Fact]
    public async Task BranchDeleted_OverTheBusTwice_IsOneRequest()
    {
        Ship(Manifest() with { Cleanup = Cleanup("feature/*") });
        var message = new BranchDeleted
        {
            RequestId = Guid.NewGuid().ToString(),
            Repository = $"team/{App}",
            Branch = "feature/Basket",
        };

        await Server.PublishAsync(message);
        await Server.Writer.NextAsync<DeleteRelease>(delete => delete.RequestId == message.RequestId);
        await Client.ReportBranchDeletedAsync(
            new ReportBranchDeletedRequest
            {
                RequestId = message.RequestId,
                Repository = message.Repository,
                Branch = message.Branch,
            },
            cancellationToken: Cancellation);

        var pending = await Client.ListPendingAsync(new ListPendingRequest(), cancellationToken: Cancellation);
        Assert.Single(pending.Results, result => result.RequestId == message.RequestId);
    }

    [Fact]
    public async Task BranchDeleted_NothingMatches_IsProcessedWithTheReasons()
    {
        Ship(Manifest() with { Cleanup = Cleanup("release/*") }, Manifest("lab"));

        var status = await TrackAsync(await ReportAsync("feature/Basket"));

        Assert.Equal(("processed", true), (status.Status, status.Final));
        Assert.Equal(
            $"{App} -> staging was not deleted: branch 'feature/Basket' does not match 'release/*'; "
                + $"{App} -> lab was not deleted: it has no cleanup policy",
            status.StatusDesc);
    }

    [Fact]
    public async Task BranchDeleted_BadTemplate_IsAFailure()
    {
        Ship(Manifest() with { Cleanup = Cleanup("feature/*") with { App = "{{ .SHA }}" } });

        var status = await TrackAsync(await ReportAsync("feature/Basket"));

        var result = Assert.Single(status.Results);
        Assert.Equal("failure", result.Status);
        Assert.Contains("SHA", result.StatusDesc, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BranchDeleted_UnknownBranch_IsProcessedAndSaysSo()
    {
        var status = await TrackAsync(await ReportAsync("feature/Basket"));

        Assert.Equal("processed", status.Status);
        Assert.Equal("no artifact of branch 'feature/Basket' was shipped", status.StatusDesc);
    }

    [Fact]
    public async Task BranchDeleted_ArtifactServiceAway_IsKeptAndEvaluatedByResync()
    {
        Ship(Manifest() with { Cleanup = Cleanup("feature/*") });
        Server.Artifacts.Away = true;
        var id = await ReportAsync("feature/Basket");
        Assert.Equal(("branchDeleted", "new"), await TypeAndStatusAsync(id));

        Server.Artifacts.Away = false;
        Server.Resync<BranchResync>().Trigger();

        await Server.Writer.NextAsync<DeleteRelease>(message => message.RequestId == id);
    }

    [Theory]
    [InlineData("", "main", "repository")]
    [InlineData("team/shop", "", "branch")]
    [InlineData("team/shop", "a\u0000b", "branch")]
    public async Task BranchDeleted_BadParameter_IsInvalidAndNamed(string repository, string branch, string name)
    {
        var request = new ReportBranchDeletedRequest { Repository = repository, Branch = branch };

        var e = await Assert.ThrowsAsync<RpcException>(
            () => Client.ReportBranchDeletedAsync(request, cancellationToken: Cancellation).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        Assert.StartsWith(name, e.Status.Detail, StringComparison.Ordinal);
    }

    private CleanupPolicy Cleanup(string branch) =>
        new() { App = App + "-{{ .BRANCH | sanitizeDNSName }}", Branch = branch, Event = "branchDeleted" };

    private void Ship(params Manifest[] manifests)
    {
        var artifact = Artifact(manifests);
        Server.Artifacts.Add(artifact with { Version = artifact.Version with { Branch = "feature/Basket" } });
    }

    private async Task<string> ReportAsync(string branch)
    {
        var request = new ReportBranchDeletedRequest { Repository = $"team/{App}", Branch = branch };
        return (await Client.ReportBranchDeletedAsync(request, cancellationToken: Cancellation)).RequestId;
    }

    private async Task<(string Type, string Status)> TypeAndStatusAsync(string id)
    {
        var status = await TrackAsync(id);
        return (status.Type, status.Status);
    }
}
