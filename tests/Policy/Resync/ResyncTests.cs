using Gimlet.Contracts.Releases;
using Gimlet.Manifests;
using Gimlet.Policy.Results;
using Gimlet.Policy.Resync;
using Gimlet.Policy.Tests.Servers;
using Gimlet.Protos;
using Gimlet.Protos.Gitops;
using Gimlet.Testing.Databases;

namespace Gimlet.Policy.Tests.Resync;

public sealed class ResyncSqliteTests(PolicyServer<SqliteDatabase> server) : ResyncTests<SqliteDatabase>(server);

public sealed class ResyncPostgresTests(PolicyServer<PostgresDatabase> server) : ResyncTests<PostgresDatabase>(server);

public abstract class ResyncTests<TDatabase>(PolicyServer<TDatabase> server) : PolicySuite<TDatabase>(server)
    where TDatabase : TestDatabase, new()
{
    private static readonly DeployPolicy OnPush = new() { Event = "push" };

    [Fact]
    public async Task Artifacts_WhoseAnnouncementsWereLost_AreReleasedInTheirOrder()
    {
        // More than one page.
        var artifacts = Enumerable.Range(0, 70).Select(_ => Stored(Manifest("staging", OnPush))).ToList();

        Server.Resync<ArtifactResync>().Trigger();

        await Server.Writer.NextAsync<WriteRelease>(write => write.ArtifactId == artifacts[^1].Id);
        var writes = Server.Writer.Of<WriteRelease>(write => write.App == App);
        Assert.Equal(
            artifacts.Select(artifact => artifact.Id),
            writes.OrderBy(write => write.Sequence).Select(write => write.ArtifactId));
    }

    [Fact]
    public async Task Artifact_ThatBecameVisibleLate_IsFoundWithinTheOverlap()
    {
        var late = Artifact(Manifest("staging", OnPush));
        var visible = Stored(Manifest("lab", OnPush));
        Server.Resync<ArtifactResync>().Trigger();
        await Server.Writer.NextAsync<WriteRelease>(write => write.ArtifactId == visible.Id);

        Server.Artifacts.Add(late);
        Server.Resync<ArtifactResync>().Trigger();

        await Server.Writer.NextAsync<WriteRelease>(write => write.ArtifactId == late.Id);
    }

    [Fact]
    public async Task Artifact_ThatCannotBeRead_EndsWithAnErrorAndDoesNotStopTheOthers()
    {
        var broken = Artifact(Manifest()).ToProto();
        broken.Environments[0].Document = """{"app": "x", "env": "y", "unknown": 1}""";
        Server.Artifacts.Add(broken);
        var good = Stored(Manifest("staging", OnPush));

        Server.Resync<ArtifactResync>().Trigger();

        await Server.Writer.NextAsync<WriteRelease>(write => write.ArtifactId == good.Id);
        var status = await TrackArtifactAsync(broken.Id);
        Assert.Equal(("error", true), (status.Status, status.Final));
        Assert.Contains("unknown", status.StatusDesc, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommitStatus_WhoseMessageWasLost_IsAskedFor()
    {
        var write = await RequestReleaseAsync();
        var sha = NewSha();
        await Server.Of<EndResults>().HandleAsync(Written(write.ResultId, sha), Cancellation);
        Server.Gitops.Set(new CommitStatus
        {
            Repository = Repository,
            Sha = sha,
            Env = "staging",
            App = App,
            Status = "ReconciliationSucceeded",
            Message = "Applied revision",
            StatusVersion = 3,
            ObservedAt = 1,
        });

        Server.Resync<CommitStatusResync>().Trigger();

        var status = await TrackUntilAsync(write.RequestId, status => status.Final);
        Assert.Equal("Applied revision", status.Results[0].GitopsCommitStatusDesc);
    }

    [Fact]
    public async Task Written_WhoseMessageWasLost_IsAskedFor()
    {
        var write = await RequestReleaseAsync();
        var sha = NewSha();
        Server.Gitops.Set(new Outcome
        {
            ResultId = write.ResultId,
            Written = new() { Repository = Repository, Branch = "main", Sha = sha, PushedAt = 1 },
        });

        Server.Resync<OutcomeResync>().Trigger();

        var status = await TrackUntilAsync(write.RequestId, status => status.Status == "processed");
        Assert.Equal(("success", sha), (status.Results[0].Status, status.Results[0].Hash));
    }

    [Fact]
    public async Task Rejected_WhoseMessageWasLost_IsAskedFor()
    {
        var write = await RequestReleaseAsync();
        Server.Gitops.Set(new Outcome { ResultId = write.ResultId, Rejected = new() { Reason = "protected branch" } });

        Server.Resync<OutcomeResync>().Trigger();

        var status = await TrackUntilAsync(write.RequestId, status => status.Final);
        Assert.Equal(("failure", "protected branch"), (status.Results[0].Status, status.Results[0].StatusDesc));
    }

    [Fact]
    public async Task Outcomes_OfMoreResultsThanOnePage_AreAllAskedFor()
    {
        var ids = new List<string>();
        for (var i = 0; i < 520; i++)
        {
            ids.Add(await ReleaseAsync(Stored(Manifest()).Id));
        }

        var last = await Server.Writer.NextAsync<WriteRelease>(write => write.RequestId == ids[^1]);
        Server.Gitops.Set(new Outcome
        {
            ResultId = last.ResultId,
            Written = new() { Repository = Repository, Branch = "main", Sha = NewSha(), PushedAt = 1 },
        });

        Server.Resync<OutcomeResync>().Trigger();

        await TrackUntilAsync(last.RequestId, status => status.Status == "processed");
    }
}
