namespace Gimlet.Cli.Tracking;

/// <summary>How a request fares, as the server tells it.</summary>
/// <remarks>Set, not init: generated readers make null of every init property that the server leaves out.</remarks>
internal sealed record ReleaseStatus
{
    public string Status { get; set; } = "";

    public string StatusDesc { get; set; } = "";

    public IReadOnlyList<ReleaseResult>? Results { get; set; }
}

/// <summary>How one app in one environment fares.</summary>
internal sealed record ReleaseResult
{
    private const string Applied = "ReconciliationSucceeded";

    public string App { get; set; } = "";

    public string Env { get; set; } = "";

    public string Hash { get; set; } = "";

    public string Status { get; set; } = "";

    public string StatusDesc { get; set; } = "";

    public string GitopsCommitStatus { get; set; } = "";

    public string GitopsCommitStatusDesc { get; set; } = "";

    /// <summary>Gimlet made no commit.</summary>
    public bool IsFailure => Status == "failure";

    /// <summary>Flux could not apply the commit.</summary>
    public bool IsFailedCommit => GitopsCommitStatus.Contains("Failed", StringComparison.Ordinal);

    /// <summary>Applied; or deleted where nothing was, of which Flux will never speak.</summary>
    public bool IsDone => GitopsCommitStatus == Applied || (Hash.Length == 0 && Status == "success");
}
