using Gimlet.Cli.Listing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gimlet.Cli.Releases;

/// <summary>Shows releases: a table on a terminal, plain lines elsewhere.</summary>
internal static class ReleaseList
{
    private const string RolledBack = "**ROLLED BACK**";

    public static void Write(Release release, Shell shell)
    {
        var undone = release.RolledBack ? $" {RolledBack}" : "";
        var status = release.GitopsCommitStatus.Length > 0 ? $" {release.GitopsCommitStatus}" : "";
        var age = Age.Of(release.Created, shell.Clock);
        shell.Output.WriteLine(OneLine.Of(
            $"{Place(release)} {release.GitopsRepo}@{release.GitopsRef}{undone}{status} ({age})"));
        CommitText.Write(release.Version, "  ", shell);
        shell.Output.WriteLine();
    }

    public static Table Table() => new Table()
        .RoundedBorder()
        .ShowRowSeparators()
        .AddColumn("App")
        .AddColumn("Gitops commit", column => column.NoWrap())
        .AddColumns("Status", "Released", "Commit");

    public static IRenderable[] Row(Release release, TimeProvider clock) =>
    [
        new Text(Place(release)),
        new Text(OneLine.Of(release.GitopsRef), Color.Blue),
        release.RolledBack
            ? new Text(RolledBack, Color.Red)
            : new Text(OneLine.Of(release.GitopsCommitStatus), StatusColor.Of(release.GitopsCommitStatus)),
        new Text($"{Age.Of(release.Created, clock)} by {OneLine.Of(release.TriggeredBy)}"),
        CommitText.Render(release.Version, clock),
    ];

    private static string Place(Release release) => OneLine.Of($"{release.App} -> {release.Env}");
}
