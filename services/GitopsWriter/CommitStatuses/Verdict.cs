using Gimlet.Contracts.Flux;

namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>What an observation says about the commits up to a position.</summary>
/// <param name="Status">Flux's reason.</param>
/// <param name="Message">Flux's message.</param>
/// <param name="Failed">Whether the reason is a failure.</param>
/// <param name="UpTo">The greatest position that it concerns.</param>
/// <param name="Position">The same, or 0 when no revision is known: any word about one then outweighs it.</param>
/// <param name="ObservedAt">Unix microseconds.</param>
/// <param name="FailingObjects">When there are any, only apps that have one of them are concerned.</param>
internal sealed record Verdict(
    string Status,
    string Message,
    bool Failed,
    long UpTo,
    long Position,
    long ObservedAt,
    IReadOnlyList<FailingObject> FailingObjects)
{
    /// <summary>A position of null is that of a revision that nobody named and no source is known to have.</summary>
    public static Verdict Of(RevisionObserved observation, long? position) => new(
        observation.Reason,
        observation.Message,
        FluxReason.IsFailure(observation),
        position ?? long.MaxValue,
        position ?? 0,
        observation.ObservedAt,
        FluxReason.IsFailure(observation) ? observation.FailingObjects : []);
}
