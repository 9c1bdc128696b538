using Spectre.Console;

namespace Gimlet.Cli.Listing;

/// <summary>What colour a gitops commit's status has on a terminal.</summary>
internal static class StatusColor
{
    public static Color Of(string status) => status switch
    {
        "ReconciliationSucceeded" => Color.Green,
        _ when status.Contains("Failed", StringComparison.Ordinal) => Color.Red,
        _ => Color.Yellow,
    };
}
