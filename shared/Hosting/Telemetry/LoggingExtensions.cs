using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gimlet.Hosting.Telemetry;

internal static class LoggingExtensions
{
    /// <summary>
    /// One line per entry for people, or JSON with <c>LOG_FORMAT=json</c>; <c>LOG_LEVEL</c> for Gimlet's own.
    /// </summary>
    public static void AddGimletLogging(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.AddFilter(null, LogLevel.Warning);
        var level = configuration.GetValue("LOG_LEVEL", LogLevel.Information);
        logging.AddFilter("Gimlet", level);
        logging.AddFilter("Microsoft.Hosting.Lifetime", level);

        // Authentication brings its keys along; nothing of ours is encrypted with them.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        if (configuration["LOG_FORMAT"] == "json")
        {
            logging.AddJsonConsole(json => json.UseUtcTimestamp = true);
            return;
        }

        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
    }
}
