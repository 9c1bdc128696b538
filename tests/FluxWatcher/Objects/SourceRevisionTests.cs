using Gimlet.FluxWatcher.Objects;

namespace Gimlet.FluxWatcher.Tests.Objects;

public sealed class SourceRevisionTests
{
    private const string Sha = "176da9e1b0c2d3e4f5a6978877665544332211aa";
    private const string Digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    public static TheoryData<string?, string?, string?> Revisions => new()
    {
        { $"main@sha1:{Sha}", Sha, "main" },
        { $"sha1:{Sha}", Sha, null },
        { $"refs/heads/main@sha1:{Sha}", Sha, "main" },
        { $"refs/heads/team/x@sha1:{Sha}", Sha, "team/x" },
        { $"refs/tags/v1@sha1:{Sha}", Sha, null },
        { $"feature/a@b@sha1:{Sha}", Sha, "feature/a@b" },
        { $"main@{Digest}@sha1:{Sha}", Sha, $"main@{Digest}" },
        { $"main/{Sha}", Sha, "main" },
        { $"feature/x/{Sha}", Sha, "feature/x" },
        { $"user@home/{Sha}", Sha, "user@home" },
        { $"HEAD/{Sha}", Sha, null },
        { Sha, Sha, null },
        { $"1.2.3@sha256:{Digest}", null, null },
        { $"sha256:{Digest}", null, null },
        { $"main@sha1:{Sha[..12]}", null, null },
        { "6.5.4", null, null },
        { "main", null, null },
        { "", null, null },
        { null, null, null },
    };

    public static TheoryData<string?, string?> Messages => new()
    {
        { $"Applied revision: main@sha1:{Sha}", Sha },
        { $"Applied revision: main/{Sha}", Sha },
        { $"Applied revision: refs/heads/a/b@c@sha1:{Sha}", Sha },
        { $"Fetching manifests for revision main@sha1:{Sha} with a timeout of 5m0s", Sha },
        { $"Running health checks for revision sha1:{Sha} with a timeout of 5m0s", Sha },
        { $"building artifact: new upstream revision 'main@sha1:{Sha}'", Sha },
        { $"stored artifact for revision 'main@sha1:{Sha}'", Sha },
        { $"Fetched revision: main/{Sha}.", Sha },
        { $"no revision found, then revision main@sha1:{Sha}", Sha },
        { $"Applied revision: 1.2.3@sha256:{Digest}", null },
        { $"the image app@sha1:{Sha} is no revision", null },
        { "Reconciliation in progress", null },
        { "", null },
        { null, null },
    };

    [Theory]
    [MemberData(nameof(Revisions))]
    public void Revision_InEveryFormat_YieldsCommitAndBranch(string? text, string? commit, string? branch)
    {
        var revision = SourceRevision.Parse(text);

        Assert.Equal(commit, revision?.Commit);
        Assert.Equal(branch, revision?.Branch);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_NamesItsRevision(string? message, string? commit) =>
        Assert.Equal(commit, SourceRevision.Find(message)?.Commit);

    [Fact]
    public void Revision_OfAnOciSource_IsARevisionWithoutCommit()
    {
        var revision = SourceRevision.Find($"Applied revision: 1.2.3@sha256:{Digest}");

        Assert.Equal(new SourceRevision("1.2.3", null), revision);
    }
}
