namespace Gimlet.Artifacts;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Artifact {Id} with {Count} manifests was shipped")]
    public static partial void Shipped(ILogger logger, string id, int count);
}
