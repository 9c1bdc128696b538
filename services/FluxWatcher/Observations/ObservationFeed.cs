using Gimlet.Contracts.Flux;
using Gimlet.FluxWatcher.Objects;

namespace Gimlet.FluxWatcher.Observations;

/// <summary>Passes observations on to the bus, each state once, and knows the present one of every object.</summary>
internal sealed class ObservationFeed(Action<RevisionObserved> publish)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Kind, ObjectKey Key), RevisionObserved> _present = [];

    public IReadOnlyList<RevisionObserved> Present
    {
        get
        {
            lock (_lock)
            {
                return [.. _present.Values];
            }
        }
    }

    /// <param name="repeat">Publishes also what was published before, because the bus may have lost it.</param>
    public void Observe(RevisionObserved observation, bool repeat)
    {
        var key = (observation.Kind, new ObjectKey(observation.Namespace, observation.Name));
        lock (_lock)
        {
            var known = _present.TryGetValue(key, out var previous) && IsSame(previous, observation);
            _present[key] = observation;
            // Inside the lock, so that the order of publishing is the order of observing.
            if (repeat || !known)
            {
                Publish(observation);
            }
        }
    }

    /// <summary>Publishes the present state of every object again.</summary>
    public void Repeat(long now)
    {
        lock (_lock)
        {
            foreach (var (key, observation) in _present)
            {
                Publish(_present[key] = observation with { ObservedAt = now });
            }
        }
    }

    /// <summary>Passes on a single event, which says nothing about the present.</summary>
    public void Pass(RevisionObserved observation) => Publish(observation);

    public void Forget(string kind, ObjectKey key, long now)
    {
        lock (_lock)
        {
            if (_present.Remove((kind, key), out var last))
            {
                Publish(last with
                {
                    Deleted = true,
                    Revision = null,
                    Reason = "Deleted",
                    Message = $"{kind} {key.Namespace}/{key.Name} was deleted",
                    Severity = "info",
                    FailingObjects = [],
                    ObservedAt = now,
                });
            }
        }
    }

    private void Publish(RevisionObserved observation)
    {
        FluxMetrics.Observed(observation.Kind, observation.Source);
        publish(observation);
    }

    // Failing objects are read from the message, and lists compare by reference.
    private static bool IsSame(RevisionObserved a, RevisionObserved b) =>
        a == b with { ObservedAt = a.ObservedAt, FailingObjects = a.FailingObjects };
}
