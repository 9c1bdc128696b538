using Gimlet.Contracts;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Protos;
using Gimlet.Protos.Gitops;

namespace Gimlet.GitopsWriter.History;

/// <summary>A commit with what its <c>release.json</c> says.</summary>
internal sealed record ReleaseRow
{
    public const string CommitColumns =
        "c.release, c.sha, c.repository, c.status, c.status_message, c.created, c.rolled_back";

    public string Release { get; init; } = "";

    public string App { get; init; } = "";

    public string Env { get; init; } = "";

    public string Sha { get; init; } = "";

    public string Repository { get; init; } = "";

    public string Status { get; init; } = "";

    public string StatusMessage { get; init; } = "";

    public long Created { get; init; }

    public long RolledBack { get; init; }

    /// <summary>False for an app that the repository does not hold any more.</summary>
    public bool IsThere => Sha.Length > 0;

    public void AddTo(GetStatusResponse status)
    {
        if (IsThere)
        {
            status.Releases.Add(ToRelease());
        }
        else
        {
            status.Removed.Add(App);
        }
    }

    public Release ToRelease()
    {
        var file = ReleaseFile.TryParse(Release) ?? new ReleaseFile();
        return new Release
        {
            App = App,
            Env = Env,
            ArtifactId = file.ArtifactId,
            TriggeredBy = file.TriggeredBy,
            Version = file.Version.ToProto(),
            GitopsRef = Sha,
            GitopsRepo = Repository,
            GitopsCommitStatus = Status,
            GitopsCommitStatusDesc = StatusMessage,
            GitopsCommitCreated = UnixMicroseconds.ToSeconds(Created),
            Created = file.Created > 0 ? file.Created : UnixMicroseconds.ToSeconds(Created),
            RolledBack = RolledBack != 0,
        };
    }
}
