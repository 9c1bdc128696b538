using Microsoft.Extensions.Logging;

namespace Gimlet.Hosting;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Warning, "The database of {Name} is away, trying again: {Reason}")]
    public static partial void DatabaseAway(ILogger logger, string name, string reason);

    [LoggerMessage(101, LogLevel.Warning, "Could not announce {Message}, resync will heal it: {Reason}")]
    public static partial void PublishFailed(ILogger logger, string message, string reason);

    [LoggerMessage(102, LogLevel.Warning, "The bus is away: announcements wait, resync runs more often")]
    public static partial void BusAway(ILogger logger);

    [LoggerMessage(103, LogLevel.Information, "The bus is back")]
    public static partial void BusBack(ILogger logger);

    [LoggerMessage(104, LogLevel.Warning, "{Service} could not resync, it will try again: {Reason}")]
    public static partial void ResyncFailed(ILogger logger, string service, string reason);

    [LoggerMessage(105, LogLevel.Error, "{Method} failed")]
    public static partial void CallFailed(ILogger logger, Exception exception, string method);
}
