using Gimlet.FluxWatcher.Objects;
using static Gimlet.FluxWatcher.Tests.Objects.FluxObjects;

namespace Gimlet.FluxWatcher.Tests.Objects;

public sealed class SourceAndReleaseStateTests
{
    [Theory]
    [InlineData("\"ref\": {\"branch\": \"main\"}", "main")]
    [InlineData("\"ref\": {\"branch\": \"main\", \"commit\": \"abc\"}", "main")]
    [InlineData("\"ref\": {\"name\": \"refs/heads/a/b\"}", "a/b")]
    [InlineData("\"ref\": {\"name\": \"refs/tags/v1\", \"branch\": \"main\"}", null)]
    [InlineData("\"ref\": {\"tag\": \"v1\"}", null)]
    [InlineData("\"ref\": {\"semver\": \">1\", \"branch\": \"main\"}", null)]
    [InlineData("\"ref\": {\"commit\": \"abc\"}", null)]
    [InlineData("\"ref\": {}", "master")]
    [InlineData("\"url\": \"x\"", "master")]
    public void Source_FollowsTheBranchOfItsSpec(string spec, string? branch) =>
        Assert.Equal(branch, GitSource.Of(Object("", spec: spec)).Branch);

    [Fact]
    public void Source_WhoseArtifactFieldFollowsInASecondRequest_ServesTheRevisionOfItsMessage()
    {
        var repository = Object(
            Condition("Ready", "True", "Succeeded", $"stored artifact for revision 'main@sha1:{New}'"),
            $$"""
            "artifact": {"revision": "main@sha1:{{Old}}"}
            """);

        Assert.Equal(New, GitSource.Of(repository).Revision?.Commit);
    }

    [Fact]
    public void Source_ThatFetches_StillServesItsArtifact()
    {
        var repository = Object(
            Condition("Ready", "Unknown", "Progressing", $"building artifact: new upstream revision 'main@sha1:{New}'"),
            $$"""
            "artifact": {"revision": "main@sha1:{{Old}}"}
            """);

        Assert.Equal(Old, GitSource.Of(repository).Revision?.Commit);
        Assert.Equal(New, GitRepositoryState.Of(repository)?.Revision?.Commit);
    }

    [Theory]
    [InlineData("Ready", "False", "GitOperationFailed")]
    [InlineData("FetchFailed", "True", "AuthenticationFailed")]
    [InlineData("StorageOperationFailed", "True", "DirCreationFailed")]
    [InlineData("Stalled", "True", "URLInvalid")]
    public void Source_ThatFails_IsAFailureWithoutRevision(string type, string status, string reason)
    {
        var repository = Object(
            Condition(type, status, reason, "failed to checkout") + "," + Condition("Reconciling", "True", "x", "y"),
            $$"""
            "artifact": {"revision": "main@sha1:{{Old}}"}
            """);

        Assert.Equal(new ObjectState(reason, "failed to checkout", true, null), GitRepositoryState.Of(repository));
    }

    [Fact]
    public void Source_ThatRetries_IsStillAFailure()
    {
        var repository = Object(
            Condition("Ready", "Unknown", "Progressing", "reconciliation in progress") + "," +
            Condition("FetchFailed", "True", "GitOperationFailed", "cannot reach"));

        Assert.Equal(("GitOperationFailed", true),
            (GitRepositoryState.Of(repository)!.Reason, GitRepositoryState.Of(repository)!.Failed));
    }

    [Theory]
    [InlineData("Ready", "True", "InstallSucceeded", false)]
    [InlineData("Ready", "Unknown", "Progressing", false)]
    [InlineData("Ready", "False", "InstallFailed", true)]
    [InlineData("Ready", "False", "UpgradeFailed", true)]
    [InlineData("Ready", "False", "DependencyNotReady", false)]
    [InlineData("Stalled", "True", "RetriesExceeded", true)]
    public void HelmRelease_HasStateButNoCommit(string type, string status, string reason, bool failed)
    {
        var release = Object(Condition(type, status, reason, "m"), $"\"lastAttemptedRevision\": \"main@sha1:{New}\"");

        Assert.Equal(new ObjectState(reason, "m", failed, null), HelmReleaseState.Of(release));
    }

    [Fact]
    public void Observation_OfATagSource_HasNoBranch()
    {
        var repository = Object(
            Condition("Ready", "True", "Succeeded", $"stored artifact for revision 'v1@sha1:{New}'"),
            spec: "\"ref\": {\"tag\": \"v1\"}");

        var observation = GitRepositoryState.Of(repository)!
            .Observe(FluxKind.GitRepository, repository, GitSource.Of(repository), null, 1);

        Assert.Equal((New, null), (observation.Revision, observation.Branch));
    }
}
