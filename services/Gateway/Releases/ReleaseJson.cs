using Gimlet.Gateway.Artifacts;
using Gimlet.Protos.Gitops;

namespace Gimlet.Gateway.Releases;

/// <summary>What was released where, with the state of its gitops commit; times in unix seconds.</summary>
internal sealed record ReleaseJson
{
    public required string App { get; init; }

    public required string Env { get; init; }

    public required string ArtifactId { get; init; }

    public required string TriggeredBy { get; init; }

    public required VersionJson Version { get; init; }

    public required string GitopsRef { get; init; }

    public required string GitopsRepo { get; init; }

    public required string GitopsCommitStatus { get; init; }

    public required string GitopsCommitStatusDesc { get; init; }

    public required long GitopsCommitCreated { get; init; }

    public required long Created { get; init; }

    public required bool RolledBack { get; init; }

    public static ReleaseJson From(Release release) => new()
    {
        App = release.App,
        Env = release.Env,
        ArtifactId = release.ArtifactId,
        TriggeredBy = release.TriggeredBy,
        Version = VersionJson.From(release.Version ?? new()),
        GitopsRef = release.GitopsRef,
        GitopsRepo = release.GitopsRepo,
        GitopsCommitStatus = release.GitopsCommitStatus,
        GitopsCommitStatusDesc = release.GitopsCommitStatusDesc,
        GitopsCommitCreated = release.GitopsCommitCreated,
        Created = release.Created,
        RolledBack = release.RolledBack,
    };
}
