using Gimlet.Contracts;
using Gimlet.Contracts.Flux;
using Gimlet.FluxWatcher.Objects;
using Gimlet.FluxWatcher.Observations;

namespace Gimlet.FluxWatcher.Cluster;

/// <summary>The Flux objects that the cluster has now, and the observations that follow from their changes.</summary>
internal sealed class ClusterView(ObservationFeed feed, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FluxKind, Dictionary<ObjectKey, FluxObject>> _objects = new()
    {
        [FluxKind.GitRepository] = [],
        [FluxKind.Kustomization] = [],
        [FluxKind.HelmRelease] = [],
    };

    public int Count(FluxKind kind)
    {
        lock (_lock)
        {
            return _objects[kind].Count;
        }
    }

    /// <summary>Takes over a list of one namespace, or of all, and reports every object of it again.</summary>
    public void Replace(FluxKind kind, string? listedNamespace, IReadOnlyList<FluxObject> listed)
    {
        lock (_lock)
        {
            var present = listed.Select(subject => subject.Key).ToHashSet();
            var gone = _objects[kind].Keys
                .Where(key => (listedNamespace is null || key.Namespace == listedNamespace) && !present.Contains(key));
            foreach (var key in gone.ToList())
            {
                Forget(kind, key);
            }
            foreach (var subject in listed)
            {
                Update(kind, subject, repeat: true);
            }
        }
    }

    public void Set(FluxKind kind, FluxObject subject)
    {
        lock (_lock)
        {
            Update(kind, subject, repeat: false);
        }
    }

    public void Remove(FluxKind kind, ObjectKey key)
    {
        lock (_lock)
        {
            Forget(kind, key);
        }
    }

    private void Update(FluxKind kind, FluxObject subject, bool repeat)
    {
        _objects[kind][subject.Key] = subject;
        Report(kind, subject, repeat);
        if (kind == FluxKind.GitRepository)
        {
            ReportDependents(subject.Key);
        }
    }

    private void Forget(FluxKind kind, ObjectKey key)
    {
        if (_objects[kind].Remove(key))
        {
            feed.Forget(kind.Name, key, UnixMicroseconds.Now(clock));
        }
    }

    // The state of a Kustomization that waits is about the revision that its source has now. One that failed is about
    // to be tried again with that revision: it counts as failed for it only when the next relist still finds it so.
    private void ReportDependents(ObjectKey source)
    {
        foreach (var kustomization in _objects[FluxKind.Kustomization].Values.Where(k => SourceOf(k) == source))
        {
            if (Observe(FluxKind.Kustomization, kustomization) is { Severity: "info" } observation)
            {
                feed.Observe(observation, repeat: false);
            }
        }
    }

    private void Report(FluxKind kind, FluxObject subject, bool repeat)
    {
        if (Observe(kind, subject) is { } observation)
        {
            feed.Observe(observation, repeat);
        }
    }

    private RevisionObserved? Observe(FluxKind kind, FluxObject subject)
    {
        var now = UnixMicroseconds.Now(clock);
        if (kind == FluxKind.GitRepository)
        {
            return GitRepositoryState.Of(subject)?.Observe(kind, subject, GitSource.Of(subject), path: null, now);
        }
        if (kind == FluxKind.HelmRelease)
        {
            return HelmReleaseState.Of(subject)?.Observe(kind, subject, source: null, path: null, now);
        }
        var repositories = _objects[FluxKind.GitRepository];
        var source = SourceOf(subject) is { } key && repositories.TryGetValue(key, out var repository)
            ? GitSource.Of(repository)
            : null;
        return KustomizationState.Of(subject, source)
            ?.Observe(kind, subject, source, SourcePath.Normalise(subject.Spec?.Path), now);
    }

    private static ObjectKey? SourceOf(FluxObject kustomization) =>
        kustomization.Spec?.SourceRef is { Kind: "GitRepository", Name: { } name } reference
            ? new(string.IsNullOrEmpty(reference.Namespace) ? kustomization.Key.Namespace : reference.Namespace, name)
            : null;
}
