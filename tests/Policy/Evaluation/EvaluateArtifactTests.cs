using Gimlet.Contracts.Artifacts;
using Gimlet.Contracts.Releases;
using Gimlet.Manifests;
using Gimlet.Policy.Tests.Servers;
using Gimlet.Protos.Releases;
using Gimlet.Testing.Databases;

namespace Gimlet.Policy.Tests.Evaluation;

public sealed class EvaluateArtifactSqliteTests(PolicyServer<SqliteDatabase> server)
    : EvaluateArtifactTests<SqliteDatabase>(server);

public sealed class EvaluateArtifactPostgresTests(PolicyServer<PostgresDatabase> server)
    : EvaluateArtifactTests<PostgresDatabase>(server);

public abstract class EvaluateArtifactTests<TDatabase>(PolicyServer<TDatabase> server)
    : PolicySuite<TDatabase>(server)
    where TDatabase : TestDatabase, new()
{
    private static readonly DeployPolicy OnMain = new() { Event = "push", Branch = "main" };

    [Fact]
    public async Task Artifact_OfFourManifests_ReleasesTheRightOneAndSaysWhyNotTheOthers()
    {
        var artifact = Artifact(
            Manifest("staging", OnMain),
            Manifest("production", new DeployPolicy { Event = "push", Branch = "!main" }),
            Manifest("demo", new DeployPolicy { Event = "tag", Tag = "v*" }),
            Manifest("lab"));

        var status = await ShipAsync(artifact);

        var write = await Server.Writer.NextAsync<WriteRelease>(message => message.ArtifactId == artifact.Id);
        Assert.Equal((App, "staging", "policy"), (write.App, write.Env, write.TriggeredBy));
        Assert.Single(Server.Writer.Of<WriteRelease>(message => message.ArtifactId == artifact.Id));
        Assert.Equal(("artifact", "new"), (status.Type, status.Status));
        Assert.Equal(
            $"{App} -> production was not released: branch 'main' does not match '!main'; "
                + $"{App} -> demo was not released: event 'push' is not 'tag'; "
                + $"{App} -> lab was not released: it has no release policy",
            status.StatusDesc);
    }

    [Fact]
    public async Task Artifact_ThatTriggersNothing_IsProcessedAtOnce()
    {
        var status = await ShipAsync(Artifact(Manifest()));

        Assert.Equal(("processed", true), (status.Status, status.Final));
        Assert.Empty(status.Results);
        Assert.Equal($"{App} -> staging was not released: it has no release policy", status.StatusDesc);
    }

    [Fact]
    public async Task Artifact_AnnouncedManyTimes_HasOneRequest()
    {
        var artifact = Artifact(Manifest("staging", OnMain));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(
            _ => Server.PublishAsync(new ArtifactShipped { Artifact = artifact })));
        var other = Artifact(Manifest("lab", OnMain)) with { Version = artifact.Version };
        await ShipAsync(other);

        // The repository's messages are handled in turn: the other artifact's write comes after all of these.
        await Server.Writer.NextAsync<WriteRelease>(message => message.ArtifactId == other.Id);
        Assert.Single(Server.Writer.Of<WriteRelease>(message => message.ArtifactId == artifact.Id));
    }

    [Fact]
    public async Task Artifact_WithBrokenManifests_FailsThemAndReleasesTheOthers()
    {
        var artifact = Artifact(
            Manifest("glob", new DeployPolicy { Event = "push", Branch = "feature/[a" }),
            Manifest("variable", OnMain) with { Namespace = "{{ .MISSING }}" },
            Manifest("policy", new DeployPolicy { Event = "push", Branch = "{{ .NOBRANCH }}" }),
            Manifest("good", OnMain));
        await ShipAsync(artifact);
        var write = await Server.Writer.NextAsync<WriteRelease>(message => message.ArtifactId == artifact.Id);

        await Server.PublishAsync(Written(write.ResultId, NewSha()));

        var status = await TrackUntilAsync(write.RequestId, status => status.Status == "processed");
        Assert.Equal(
            ["glob failure", "variable failure", "policy failure", "good success"],
            status.Results.Select(result => $"{result.Env} {result.Status}"));
        Assert.Contains("feature/[a", status.Results[0].StatusDesc, StringComparison.Ordinal);
        Assert.Contains("MISSING", status.Results[1].StatusDesc, StringComparison.Ordinal);
        Assert.Contains("NOBRANCH", status.Results[2].StatusDesc, StringComparison.Ordinal);
        Assert.True(status.Final);
    }

    [Fact]
    public async Task Artifact_NotTriggered_DoesNotFailForWhatOnlyAReleaseNeeds()
    {
        var manifest = Manifest("production", new DeployPolicy { Event = "tag", Tag = "v*" });

        var status = await ShipAsync(Artifact(manifest with { Namespace = "{{ .ONLY_WITH_TAGS }}" }));

        Assert.Empty(status.Results);
        Assert.Contains("event 'push' is not 'tag'", status.StatusDesc, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifact_WithPolicyTemplate_IsJudgedByWhatItResolvesTo()
    {
        var policy = new DeployPolicy { Event = "push", Branch = "{{ .BRANCH }}" };
        var artifact = Artifact(Manifest("staging", policy) with { App = App + "-{{ .BRANCH | sanitizeDNSName }}" });

        await ShipAsync(artifact);

        var write = await Server.Writer.NextAsync<WriteRelease>(message => message.ArtifactId == artifact.Id);
        Assert.Equal(App + "-main", write.App);
    }

    [Fact]
    public async Task Artifact_HandledAfterALaterOne_DoesNotTakeTheAppBack()
    {
        var earlier = Artifact(Manifest("staging", OnMain));
        var later = Artifact(Manifest("staging", OnMain));
        await ShipAsync(later);

        var status = await ShipAsync(earlier);

        Assert.Equal("processed", status.Status);
        Assert.Empty(status.Results);
        Assert.Equal(
            $"{App} -> staging was not released: an artifact that was shipped later already is", status.StatusDesc);
    }

    [Fact]
    public async Task Artifact_OlderThanWhatAPolicyReleased_IsStillReleasedOnRequest()
    {
        var earlier = Stored(Manifest("staging", OnMain));
        await ShipAsync(Artifact(Manifest("staging", OnMain)));

        var id = await ReleaseAsync(earlier.Id);

        await Server.Writer.NextAsync<WriteRelease>(message => message.RequestId == id);
    }

    [Fact]
    public async Task Artifact_WithHostileNames_IsShownShortAndOnOneLine()
    {
        var name = "x\u0000\n" + new string('y', 5000);
        var manifest = Manifest("staging", OnMain) with { App = name };

        var status = await ShipAsync(Artifact([.. Enumerable.Range(0, 100).Select(_ => manifest), Manifest()]));

        var result = Assert.Single(status.Results);
        Assert.Equal("failure", result.Status);
        Assert.True(result.App.Length < 200 && !result.App.Any(char.IsControl));
        Assert.True(status.StatusDesc.Length < 3000);
    }

    private async Task<RequestStatus> ShipAsync(Artifact artifact)
    {
        await Server.PublishAsync(new ArtifactShipped { Artifact = artifact });
        return await TrackUntilAsync($"artifact-{artifact.Id}", _ => true);
    }
}
