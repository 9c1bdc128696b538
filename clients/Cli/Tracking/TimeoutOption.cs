using System.CommandLine;

namespace Gimlet.Cli.Tracking;

/// <summary>How long to wait.</summary>
internal static class TimeoutOption
{
    private const string Default = "10m";

    public static Option<string> Create() => new("--timeout", "-t")
    {
        Description = $"How long to wait, like 90s, 10m or 1h30m; {Default} when absent.",
        HelpName = "duration",
    };

    public static TimeSpan Read(string? text) => GoDuration.TryParse(text is { Length: > 0 } given ? given : Default)
        ?? throw CliException.Usage(
            $"--timeout must be a duration like 90s, 10m or 1h30m, not \"{OneLine.Of(text!)}\".");
}
