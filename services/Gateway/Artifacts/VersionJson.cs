using Version = Gimlet.Protos.Artifacts.Version;

namespace Gimlet.Gateway.Artifacts;

/// <summary>The commit of an artifact; what is empty is left out.</summary>
internal sealed record VersionJson
{
    public string? RepositoryName { get; init; }

    public string? Sha { get; init; }

    /// <summary>Unix seconds.</summary>
    public long? Created { get; init; }

    public string? Branch { get; init; }

    public string? Event { get; init; }

    public string? SourceBranch { get; init; }

    public string? TargetBranch { get; init; }

    public string? Tag { get; init; }

    public string? AuthorName { get; init; }

    public string? AuthorEmail { get; init; }

    public string? CommitterName { get; init; }

    public string? CommitterEmail { get; init; }

    public string? Message { get; init; }

    public string? Url { get; init; }

    public static VersionJson From(Version version) => new()
    {
        RepositoryName = NullIfEmpty(version.RepositoryName),
        Sha = NullIfEmpty(version.Sha),
        Created = version.Created == 0 ? null : version.Created,
        Branch = NullIfEmpty(version.Branch),
        Event = NullIfEmpty(version.Event),
        SourceBranch = NullIfEmpty(version.SourceBranch),
        TargetBranch = NullIfEmpty(version.TargetBranch),
        Tag = NullIfEmpty(version.Tag),
        AuthorName = NullIfEmpty(version.AuthorName),
        AuthorEmail = NullIfEmpty(version.AuthorEmail),
        CommitterName = NullIfEmpty(version.CommitterName),
        CommitterEmail = NullIfEmpty(version.CommitterEmail),
        Message = NullIfEmpty(version.Message),
        Url = NullIfEmpty(version.Url),
    };

    public Version ToProto() => new()
    {
        RepositoryName = RepositoryName ?? "",
        Sha = Sha ?? "",
        Created = Created ?? 0,
        Branch = Branch ?? "",
        Event = Event ?? "",
        SourceBranch = SourceBranch ?? "",
        TargetBranch = TargetBranch ?? "",
        Tag = Tag ?? "",
        AuthorName = AuthorName ?? "",
        AuthorEmail = AuthorEmail ?? "",
        CommitterName = CommitterName ?? "",
        CommitterEmail = CommitterEmail ?? "",
        Message = Message ?? "",
        Url = Url ?? "",
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
