using System.CommandLine;
using Gimlet.Cli.Server;
using Gimlet.Cli.Tracking;

namespace Gimlet.Cli.Releases;

internal static class TrackRelease
{
    public static Command Create(Shell shell) => TrackCommand.Create(
        "Shows how a release, a rollback or a deletion fares.",
        "gimlet release track 4f3c2b1a --wait --timeout 10m",
        Subject,
        shell);

    /// <summary>A release, rollback or delete request.</summary>
    public static TrackSubject Subject(string requestId) => new()
    {
        Id = requestId,
        Route = new Route("api/eventReleaseTrack").With("id", requestId).ToString(),
        Command = "gimlet release track",
        NothingDone = "The release didn't generate any gitops commits",
    };
}
