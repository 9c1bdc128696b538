using System.CommandLine;
using Gimlet.Cli.Server;
using Gimlet.Cli.Tracking;

namespace Gimlet.Cli.Artifacts;

internal static class TrackArtifact
{
    public static Command Create(Shell shell) => TrackCommand.Create(
        "Shows what an artifact's policies released.",
        "gimlet artifact track team/shop-1f2e --wait --timeout 10m",
        Subject,
        shell);

    /// <summary>The request that an artifact's policies made.</summary>
    public static TrackSubject Subject(string artifactId) => new()
    {
        Id = artifactId,
        Route = new Route("api/eventArtifactTrack").With("artifactId", artifactId).ToString(),
        Command = "gimlet artifact track",
        NothingDone = "The artifact didn't trigger any release policies",
    };
}
