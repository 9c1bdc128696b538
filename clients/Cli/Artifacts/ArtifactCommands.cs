using System.CommandLine;

namespace Gimlet.Cli.Artifacts;

internal static class ArtifactCommands
{
    public static Command Create(Shell shell) => new("artifact", "Makes, ships, lists and tracks artifacts.")
    {
        CreateArtifact.Create(shell),
        AddToArtifact.Create(shell),
        PushArtifact.Create(shell),
        ListArtifacts.Create(shell),
        TrackArtifact.Create(shell),
    };
}
