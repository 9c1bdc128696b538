using Gimlet.Protos.Releases;

namespace Gimlet.Gateway.Tracking;

/// <summary>How a request fares.</summary>
internal sealed record ReleaseStatusJson
{
    public required string Type { get; init; }

    public required string Status { get; init; }

    public required string StatusDesc { get; init; }

    public required IReadOnlyList<ReleaseResultJson> Results { get; init; }

    public static ReleaseStatusJson From(RequestStatus status) => new()
    {
        Type = status.Type,
        Status = status.Status,
        StatusDesc = status.StatusDesc,
        Results = [.. status.Results.Select(ReleaseResultJson.From)],
    };
}

/// <summary>How one app in one environment fares; what is empty is left out.</summary>
internal sealed record ReleaseResultJson
{
    public string? App { get; init; }

    public string? Hash { get; init; }

    public string? Status { get; init; }

    public string? GitopsCommitStatus { get; init; }

    public string? GitopsCommitStatusDesc { get; init; }

    public string? Env { get; init; }

    public string? StatusDesc { get; init; }

    public static ReleaseResultJson From(Result result) => new()
    {
        App = NullIfEmpty(result.App),
        Hash = NullIfEmpty(result.Hash),
        Status = NullIfEmpty(result.Status),
        GitopsCommitStatus = NullIfEmpty(result.GitopsCommitStatus),
        GitopsCommitStatusDesc = NullIfEmpty(result.GitopsCommitStatusDesc),
        Env = NullIfEmpty(result.Env),
        StatusDesc = NullIfEmpty(result.StatusDesc),
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
