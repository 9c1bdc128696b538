namespace Gimlet.GitopsWriter;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "{Kind} of {App} to {Env}: {Outcome} {Sha}{Reason}")]
    public static partial void WriteEnded(
        ILogger logger, string kind, string env, string app, string outcome, string sha, string reason);

    [LoggerMessage(
        3002, LogLevel.Information, "Found {Count} commits in {Repository} that were not recorded, {Total} by now")]
    public static partial void CommitsRecovered(ILogger logger, int count, string repository, long total);

    [LoggerMessage(3003, LogLevel.Information, "Branch of {Repository} moved, {Count} writes try again: {Reason}")]
    public static partial void BranchMoved(ILogger logger, string repository, int count, string reason);

    [LoggerMessage(3004, LogLevel.Warning, "{Count} writes to {Repository} wait: {Reason}")]
    public static partial void RoundFailed(ILogger logger, string repository, int count, string reason);

    [LoggerMessage(3005, LogLevel.Error, "{Count} writes to {Repository} failed unexpectedly and are tried again")]
    public static partial void RoundBroken(ILogger logger, Exception exception, string repository, int count);

    [LoggerMessage(3006, LogLevel.Warning, "{Repository}: {Reason}")]
    public static partial void PushRefused(ILogger logger, string repository, string reason);

    [LoggerMessage(3007, LogLevel.Warning, "Pending result {ResultId} cannot be read: {Reason}")]
    public static partial void PendingUnreadable(ILogger logger, string resultId, string reason);

    [LoggerMessage(3009, LogLevel.Warning, "What Flux said before about {Repository} was not applied to new commits")]
    public static partial void StatusNotApplied(ILogger logger, Exception exception, string repository);

    [LoggerMessage(3008, LogLevel.Information, "Writing to {Repository}, branch {Branch}{Note}")]
    public static partial void RepositoryConfigured(ILogger logger, string repository, string branch, string note);

    [LoggerMessage(3010, LogLevel.Debug, "Merged {Count} packs of {Repository}")]
    public static partial void PacksMerged(ILogger logger, int count, string repository);

    [LoggerMessage(3011, LogLevel.Warning, "The clone of {Repository} was not put in order")]
    public static partial void HousekeepingFailed(ILogger logger, Exception exception, string repository);

    [LoggerMessage(3013, LogLevel.Information, "Made a clone of {Repository} anew, which had grown large")]
    public static partial void CloneRenewed(ILogger logger, string repository);

    [LoggerMessage(3012, LogLevel.Information, "Rebuilt the history of {Repository}: {Count} commits")]
    public static partial void Rebuilt(ILogger logger, long count, string repository);
}
