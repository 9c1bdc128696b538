namespace Gimlet.Cli.Tracking;

/// <summary>How a request fares, as the server tells it.</summary>
internal sealed record ReleaseStatus
{
    public string Status { get; init; } = "";

    public string StatusDesc { get; init; } = "";

    public IReadOnlyList<ReleaseResult>? Results { get; init; }
}

/// <summary>How one app in one environment fares.</summary>
internal sealed record ReleaseResult
{
    private const string Applied = "ReconciliationSucceeded";

    public string App { get; init; } = "";

    public string Env { get; init; } = "";

    public string Hash { get; init; } = "";

    public string Status { get; init; } = "";

    public string StatusDesc { get; init; } = "";

    public string GitopsCommitStatus { get; init; } = "";

    public string GitopsCommitStatusDesc { get; init; } = "";

    /// <summary>Gimlet made no commit.</summary>
    public bool IsFailure => Status == "failure";

    /// <summary>Flux could not apply the commit.</summary>
    public bool IsFailedCommit => GitopsCommitStatus.Contains("Failed", StringComparison.Ordinal);

    /// <summary>Applied; or deleted where nothing was, of which Flux will never speak.</summary>
    public bool IsDone => GitopsCommitStatus == Applied || (Hash.Length == 0 && Status == "success");
}
