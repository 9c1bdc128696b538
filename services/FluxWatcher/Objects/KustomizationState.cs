namespace Gimlet.FluxWatcher.Objects;

/// <summary>Says which revision a Kustomization's conditions are about, and what they say.</summary>
internal static class KustomizationState
{
    // These are decided before the controller attempts anything: they are about what the source has now. Whatever else
    // the object still says comes from an earlier attempt.
    private static readonly HashSet<string> BeforeAttempt =
    [
        "DependencyNotReady", "InvalidCELExpression", "FeatureGateDisabled", "AccessDenied",
    ];

    // Not ready, but nothing went wrong: Flux waits for something else, or was told to begin again.
    private static readonly HashSet<string> Waiting = ["DependencyNotReady", "HealthCheckCanceled"];

    public static ObjectState? Of(FluxObject kustomization, GitSource? source)
    {
        var ready = kustomization.Condition("Ready");
        return ready switch
        {
            { IsTrue: true } => ObjectState.Of(
                ready,
                failed: false,
                SourceRevision.Find(ready.Message) ?? SourceRevision.Parse(kustomization.Status?.LastAppliedRevision)),
            { IsFalse: true } => Failure(kustomization, ready, source),
            _ when kustomization.Condition("Stalled") is { IsTrue: true } stalled =>
                Failure(kustomization, stalled, source),
            null => null,
            _ => Progress(kustomization, ready),
        };
    }

    private static ObjectState Failure(FluxObject kustomization, Condition condition, GitSource? source) =>
        ObjectState.Of(
            condition,
            failed: !Waiting.Contains(condition.Reason),
            BeforeAttempt.Contains(condition.Reason) ? source?.Revision : Attempted(kustomization, condition, source));

    // Reconciling still names the step that failed and its revision (ProgressingWithRetry), and is patched together
    // with Ready; the field may follow in a second request. An artifact can fail before the first step or in it, and
    // moves the field in neither case.
    private static SourceRevision? Attempted(FluxObject kustomization, Condition condition, GitSource? source) =>
        SourceRevision.Find(kustomization.Condition("Reconciling")?.Message)
        ?? (condition.Reason == "ArtifactFailed"
            ? source?.Revision
            : SourceRevision.Parse(kustomization.Status?.LastAttemptedRevision)
                ?? SourceRevision.Find(condition.Message));

    private static ObjectState Progress(FluxObject kustomization, Condition ready)
    {
        var step = kustomization.Condition("Reconciling") is { IsTrue: true, Message.Length: > 0 } reconciling
            ? reconciling.Message
            : ready.Message;
        var revision = SourceRevision.Find(ready.Message) ?? SourceRevision.Find(step);
        return new(ready.Reason, step, Failed: false, revision);
    }
}
