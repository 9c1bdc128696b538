namespace Gimlet.Cli.Tracking;

/// <summary>What is tracked.</summary>
internal sealed record TrackSubject
{
    public required string Id { get; init; }

    public required string Route { get; init; }

    /// <summary>The command that tracks it; errors tell people to use it.</summary>
    public required string Command { get; init; }

    /// <summary>What to say when it is done without any result.</summary>
    public required string NothingDone { get; init; }
}
