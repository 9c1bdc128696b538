namespace Gimlet.FluxWatcher;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "Statuses come from webhooks and this source of Flux: {Source}")]
    public static partial void SourceChosen(ILogger logger, string source);

    [LoggerMessage(4002, LogLevel.Information, "Watching {Kind} in {Scope}, {Count} there")]
    public static partial void Watching(ILogger logger, string kind, string scope, int count);

    [LoggerMessage(4003, LogLevel.Information, "The server has forgotten the history of {Kind}; listing again")]
    public static partial void HistoryExpired(ILogger logger, string kind);

    [LoggerMessage(
        4004,
        LogLevel.Warning,
        "The cluster has no {Kind} ({Group}/{Version}); is Flux installed? Trying again slowly")]
    public static partial void KindNotInstalled(ILogger logger, string kind, string group, string version);

    [LoggerMessage(
        4005,
        LogLevel.Error,
        "No access to {Kind}: get, list and watch on {Plural}.{Group} are needed. The server says: {Message}")]
    public static partial void AccessDenied(ILogger logger, string kind, string plural, string group, string message);

    [LoggerMessage(4006, LogLevel.Warning, "Watching {Kind} failed, next try in {Pause}: {Message}")]
    public static partial void WatchFailed(ILogger logger, string kind, string message, TimeSpan pause);

    [LoggerMessage(4007, LogLevel.Warning, "A {Kind} is left out because it cannot be read: {Message}")]
    public static partial void ObjectUnreadable(ILogger logger, string kind, string message);

    [LoggerMessage(4008, LogLevel.Information, "The gitops-writer cannot be asked yet for its repositories: {Message}")]
    public static partial void WriterAway(ILogger logger, string message);

    [LoggerMessage(4009, LogLevel.Information, "simulated: {Reason}, {Message}")]
    public static partial void Simulated(ILogger logger, string reason, string message);

    [LoggerMessage(4010, LogLevel.Warning, "simulated: the gitops repository cannot be read, trying again: {Message}")]
    public static partial void RepositoryUnreadable(ILogger logger, string message);

    [LoggerMessage(4011, LogLevel.Critical, "Flux cannot be observed as configured: {Message}")]
    public static partial void SourceRefused(ILogger logger, string message);
}
