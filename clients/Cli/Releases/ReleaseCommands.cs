using System.CommandLine;

namespace Gimlet.Cli.Releases;

internal static class ReleaseCommands
{
    public static Command Create(Shell shell) => new("release", "Makes, lists, tracks and undoes releases.")
    {
        MakeRelease.Create(shell),
        ListReleases.Create(shell),
        ShowStatus.Create(shell),
        RollBackRelease.Create(shell),
        DeleteRelease.Create(shell),
        TrackRelease.Create(shell),
    };
}
