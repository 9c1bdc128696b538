namespace Gimlet.Gateway;

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(5002, LogLevel.Warning, "{Method} {Path} could not be answered: {Status}")]
    public static partial void ServiceAway(ILogger logger, string method, string path, string status);

    [LoggerMessage(5003, LogLevel.Information, "User {Login} was created by {Admin}")]
    public static partial void UserCreated(ILogger logger, string login, string admin);

    [LoggerMessage(5004, LogLevel.Information, "User {Login} was deleted by {Admin}")]
    public static partial void UserDeleted(ILogger logger, string login, string admin);

    [LoggerMessage(5005, LogLevel.Warning, "ADMIN_TOKEN is shorter than {Length} characters and can be guessed")]
    public static partial void WeakAdminToken(ILogger logger, int length);

    [LoggerMessage(5006, LogLevel.Warning, "The watch of a request broke, following it again: {Reason}")]
    public static partial void WatchBroke(ILogger logger, string reason);

    [LoggerMessage(5007, LogLevel.Warning, "The watch of a request is given up: {Reason}")]
    public static partial void WatchGivenUp(ILogger logger, string reason);
}
