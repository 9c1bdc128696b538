using Gimlet.Contracts.Flux;

namespace Gimlet.FluxWatcher.Objects;

/// <summary>The state that an object's conditions describe, before anything is known about its source.</summary>
internal sealed record ObjectState(string Reason, string Message, bool Failed, SourceRevision? Revision)
{
    public static ObjectState Of(Condition condition, bool failed, SourceRevision? revision) =>
        new(condition.Reason, condition.Message, failed, revision);

    public RevisionObserved Observe(
        FluxKind kind, FluxObject subject, GitSource? source, string? path, long observedAt) =>
        new()
        {
            Kind = kind.Name,
            Namespace = subject.Key.Namespace,
            Name = subject.Key.Name,
            RepositoryUrl = source?.Url,
            // The revision tells the branch that it was fetched from, the spec only the one that is wanted now; a tag
            // looks like a branch in a revision, so the spec has a veto.
            Branch = source is { Branch: null } ? null : Revision?.Branch ?? source?.Branch,
            Path = path,
            Revision = Revision?.Commit,
            Reason = Reason,
            Message = Message,
            Severity = Failed ? "error" : "info",
            FailingObjects = Failed ? Objects.FailingObjects.Find(Message) : [],
            ObservedAt = observedAt,
            Source = "kubernetes",
        };
}
