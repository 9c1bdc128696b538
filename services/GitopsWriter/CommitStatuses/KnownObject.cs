using Gimlet.Contracts.Flux;

namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>What a Flux object said last.</summary>
/// <param name="Observation">The whole of it.</param>
/// <param name="Position">The greatest position that its revision contains; 0 for none.</param>
/// <param name="SeenAt">When it was last heard of, in unix microseconds.</param>
internal sealed record KnownObject(RevisionObserved Observation, long Position, long SeenAt)
{
    public bool IsRepeatedBy(RevisionObserved next)
    {
        // Lists compare by reference.
        var sameLists = Observation with { ObservedAt = next.ObservedAt, FailingObjects = next.FailingObjects };
        return sameLists == next && Observation.FailingObjects.SequenceEqual(next.FailingObjects);
    }
}
