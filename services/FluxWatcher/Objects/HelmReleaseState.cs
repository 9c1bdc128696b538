namespace Gimlet.FluxWatcher.Objects;

/// <summary>What a HelmRelease says. Its revision is a chart's version, never one of a gitops repository.</summary>
internal static class HelmReleaseState
{
    public static ObjectState? Of(FluxObject release) => release.Condition("Ready") switch
    {
        { IsFalse: true } ready => ObjectState.Of(ready, failed: ready.Reason != "DependencyNotReady", revision: null),
        { } ready => ObjectState.Of(ready, failed: false, revision: null),
        null => release.Condition("Stalled") is { IsTrue: true } stalled
            ? ObjectState.Of(stalled, failed: true, revision: null)
            : null,
    };
}
