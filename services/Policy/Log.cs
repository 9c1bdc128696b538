namespace Gimlet.Policy;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Request {Kind} {Id} by {TriggeredBy} was stored with {Count} results")]
    public static partial void Requested(ILogger logger, string kind, string id, string triggeredBy, int count);

    [LoggerMessage(2002, LogLevel.Information, "Result {Id} of request {Request} was written, gitops hash {Sha}")]
    public static partial void Written(ILogger logger, string id, string request, string sha);

    [LoggerMessage(2003, LogLevel.Warning, "Result {Id} of request {Request} was rejected: {Reason}")]
    public static partial void Rejected(ILogger logger, string id, string request, string reason);

    [LoggerMessage(2004, LogLevel.Error, "Artifact {Id} could not be evaluated")]
    public static partial void EvaluationFailed(ILogger logger, Exception exception, string id);

    [LoggerMessage(2005, LogLevel.Warning, "Branch {Branch} of {Repository} is evaluated later: {Reason}")]
    public static partial void BranchPostponed(ILogger logger, string branch, string repository, string reason);

    [LoggerMessage(2006, LogLevel.Information, "Resync found artifact {Id}, whose announcement was lost")]
    public static partial void ArtifactFound(ILogger logger, string id);

    [LoggerMessage(2007, LogLevel.Warning, "Could not look for changes of watched requests, trying again: {Reason}")]
    public static partial void PollFailed(ILogger logger, string reason);
}
