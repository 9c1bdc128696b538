namespace Gimlet.FluxWatcher.Objects;

/// <summary>Says whether a source can be fetched: if not, that is why commits stay unreconciled.</summary>
internal static class GitRepositoryState
{
    public static ObjectState? Of(FluxObject repository)
    {
        var ready = repository.Condition("Ready");
        if (Failure(repository, ready) is { } failure)
        {
            // A failure is about no revision: the artifact that is still served is an older one.
            return ObjectState.Of(failure, failed: true, revision: null);
        }
        return ready switch
        {
            null => null,
            { IsTrue: true } => ObjectState.Of(ready, failed: false, GitSource.Of(repository).Revision),
            _ => ObjectState.Of(ready, failed: false, SourceRevision.Find(ready.Message)),
        };
    }

    // During a retry Ready is Unknown again while the condition of the failure stays.
    private static Condition? Failure(FluxObject repository, Condition? ready) =>
        ready is { IsFalse: true }
            ? ready
            : new[] { "Stalled", "FetchFailed", "StorageOperationFailed" }
                .Select(repository.Condition)
                .FirstOrDefault(condition => condition is { IsTrue: true });
}
