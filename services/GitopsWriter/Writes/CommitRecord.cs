using Gimlet.Contracts;
using Gimlet.Contracts.Flux;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>A commit of ours as table <c>commits</c> has it, and what its message says about others.</summary>
internal sealed record CommitRecord
{
    public required string Sha { get; init; }

    public required string ResultId { get; init; }

    public required string RequestId { get; init; }

    public required string Kind { get; init; }

    public required string Env { get; init; }

    public required string App { get; init; }

    public required string Path { get; init; }

    public required long Sequence { get; init; }

    public required string ArtifactId { get; init; }

    public required string TriggeredBy { get; init; }

    /// <summary>The app's <c>release.json</c>; empty for a deletion.</summary>
    public required string Release { get; init; }

    /// <summary>The repository that the release was built from, by its <c>release.json</c>.</summary>
    public string SourceRepository => ReleaseFile.TryParse(Release)?.Version.RepositoryName ?? "";

    /// <summary>Unix microseconds; whole seconds, because git keeps no more.</summary>
    public required long Created { get; init; }

    /// <summary>Where the versions of its status begin.</summary>
    public long StatusVersion { get; init; } = 1;

    /// <summary>The Kubernetes objects in the app's files, to tell whose failure a failure is.</summary>
    public IReadOnlyList<FailingObject> Objects { get; init; } = [];

    /// <summary>Commits that this one takes back.</summary>
    public IReadOnlyList<string> Reverts { get; init; } = [];

    /// <summary>The commit that this one returns to; empty unless it is a rollback.</summary>
    public string Restores { get; init; } = "";

    /// <summary>The time of a commit as git keeps it.</summary>
    public static long TimeOf(DateTimeOffset time) =>
        UnixMicroseconds.From(DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds()));

    /// <summary>The commit that the app's directory is of afterwards; empty when there is no such directory.</summary>
    public string CurrentSha => Kind == DeleteWrite.Name ? "" : Sha;
}
