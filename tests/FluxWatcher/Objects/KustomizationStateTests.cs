using Gimlet.FluxWatcher.Objects;
using static Gimlet.FluxWatcher.Tests.Objects.FluxObjects;

namespace Gimlet.FluxWatcher.Tests.Objects;

public sealed class KustomizationStateTests
{
    private const string Retrying = $"Building manifests for revision main@sha1:{New} with a timeout of 5m0s";
    private static readonly GitSource Source = new("https://git/x", "main", new SourceRevision("main", InSource));

    [Theory]
    [InlineData("ArtifactFailed", "source not found", InSource, true)]
    [InlineData("ArtifactFailed", "artifact not found, retrying in 30s", InSource, true)]
    [InlineData("DependencyNotReady", "dependency 'flux-system/infra' is not ready", InSource, false)]
    [InlineData("InvalidCELExpression", "failed to parse expression", InSource, true)]
    [InlineData("FeatureGateDisabled", "feature gate is disabled", InSource, true)]
    [InlineData("AccessDenied", "cross-namespace references are not allowed", InSource, true)]
    [InlineData("BuildFailed", "kustomize build failed: accumulating resources", New, true)]
    [InlineData("ReconciliationFailed", "Deployment/a/x dry-run failed (Invalid): no", New, true)]
    [InlineData("PruneFailed", "Deployment/a/x delete failed", New, true)]
    [InlineData("HealthCheckFailed", "timeout waiting for: [Deployment/a/x status: 'InProgress']", New, true)]
    [InlineData("HealthCheckCanceled", "New reconciliation triggered by Kustomization/a/b", New, false)]
    [InlineData("ValidationFailed", "legacy", New, true)]
    [InlineData("DriftDetectionFailed", "legacy", New, true)]
    public void Failure_IsAboutTheRevisionThatItsStepTells(string reason, string message, string commit, bool failed)
    {
        var kustomization = Object(
            Condition("Ready", "False", reason, message),
            $"\"lastAttemptedRevision\": \"main@sha1:{New}\", \"lastAppliedRevision\": \"main@sha1:{Old}\"");

        var state = KustomizationState.Of(kustomization, Source)!;

        Assert.Equal((reason, message, failed), (state.Reason, state.Message, state.Failed));
        Assert.Equal(commit, state.Revision?.Commit);
    }

    [Fact]
    public void Failure_WhoseFieldsFollowInASecondRequest_IsAboutTheStepThatReconcilingNames()
    {
        var kustomization = Object(
            Condition("Ready", "False", "BuildFailed", "no") + "," +
            Condition("Reconciling", "True", "ProgressingWithRetry", Retrying),
            $"\"lastAttemptedRevision\": \"main@sha1:{Old}\"");

        Assert.Equal(New, KustomizationState.Of(kustomization, Source)?.Revision?.Commit);
    }

    [Fact]
    public void ArtifactFailure_InTheFirstStep_IsAboutTheRevisionOfThatStep()
    {
        var kustomization = Object(
            Condition("Ready", "False", "ArtifactFailed", "kustomization path not found") + "," +
            Condition("Reconciling", "True", "ProgressingWithRetry", Retrying.Replace("Building", "Fetching")),
            $"\"lastAttemptedRevision\": \"main@sha1:{Old}\"");

        Assert.Equal(New, KustomizationState.Of(kustomization, Source)?.Revision?.Commit);
    }

    [Fact]
    public void Failure_BeforeAnyAttempt_IgnoresTheStepOfAnEarlierOne()
    {
        var kustomization = Object(
            Condition("Ready", "False", "DependencyNotReady", "dependency 'a/b' is not ready") + "," +
            Condition("Reconciling", "True", "ProgressingWithRetry", Retrying));

        Assert.Equal(InSource, KustomizationState.Of(kustomization, Source)?.Revision?.Commit);
        Assert.Null(KustomizationState.Of(kustomization, source: null)?.Revision);
    }

    [Fact]
    public void Success_WhoseFieldsFollowInASecondRequest_IsAboutTheRevisionOfItsMessage()
    {
        var kustomization = Object(
            Condition("Ready", "True", "ReconciliationSucceeded", $"Applied revision: main@sha1:{New}"),
            $"\"lastAppliedRevision\": \"main@sha1:{Old}\"");

        Assert.Equal(New, KustomizationState.Of(kustomization, Source)?.Revision?.Commit);
    }

    [Fact]
    public void Success_WithoutRevisionInItsMessage_IsAboutTheAppliedRevision()
    {
        var kustomization = Object(
            Condition("Ready", "True", "ReconciliationSucceeded", "all is well"),
            $"\"lastAppliedRevision\": \"main/{Old}\"");

        Assert.Equal(Old, KustomizationState.Of(kustomization, Source)?.Revision?.Commit);
    }

    [Fact]
    public void Success_OfAnOciRevision_IsAboutNoCommit()
    {
        var kustomization = Object(
            Condition("Ready", "True", "ReconciliationSucceeded", $"Applied revision: 1.2.3@sha256:{New}"),
            $"\"lastAppliedRevision\": \"main@sha1:{Old}\"");

        Assert.Null(KustomizationState.Of(kustomization, Source)?.Revision?.Commit);
    }

    [Fact]
    public void Progress_TellsTheStepAndItsRevision()
    {
        var step = $"Fetching manifests for revision main@sha1:{New} with a timeout of 5m0s";
        var kustomization = Object(
            Condition("Ready", "Unknown", "Progressing", "Reconciliation in progress") + "," +
            Condition("Reconciling", "True", "Progressing", step),
            $"\"lastAttemptedRevision\": \"main@sha1:{Old}\", \"lastAppliedRevision\": \"main@sha1:{Old}\"");

        var state = KustomizationState.Of(kustomization, Source);

        Assert.Equal(new ObjectState("Progressing", step, false, new SourceRevision("main", New)), state);
    }

    [Fact]
    public void Progress_ThatNamesNoRevision_IsAboutNone()
    {
        var kustomization = Object(
            Condition("Ready", "Unknown", "Progressing", "Reconciliation in progress"),
            $"\"lastAttemptedRevision\": \"main@sha1:{Old}\"");

        Assert.Null(KustomizationState.Of(kustomization, Source)?.Revision);
    }

    [Fact]
    public void Stalled_WithoutReady_IsAFailure()
    {
        var kustomization = Object(Condition("Stalled", "True", "AccessDenied", "not allowed"));

        var state = KustomizationState.Of(kustomization, Source)!;

        Assert.Equal(("AccessDenied", true, InSource), (state.Reason, state.Failed, state.Revision?.Commit));
    }

    [Fact]
    public void Condition_ThatIsAboutAnEarlierSpec_SaysNothing()
    {
        var ready = Condition(
            "Ready", "True", "ReconciliationSucceeded", $"Applied revision: main@sha1:{New}", generation: 1);

        Assert.NotNull(KustomizationState.Of(Object(ready, generation: 1), Source));
        Assert.Null(KustomizationState.Of(Object(ready, generation: 2), Source));
    }

    [Fact]
    public void Kustomization_WithoutStatus_SaysNothing()
    {
        Assert.Null(KustomizationState.Of(Object(""), Source));
        Assert.Null(KustomizationState.Of(
            Read("""{"metadata": {"name": "x"}, "spec": null, "status": null}"""), Source));
    }

    [Fact]
    public void Observation_CarriesSourcePathAndFailingObjects()
    {
        var kustomization = Object(
            Condition(
                "Ready", "False", "HealthCheckFailed", "timeout waiting for: [Deployment/a/x status: 'InProgress']"),
            $"\"lastAttemptedRevision\": \"main@sha1:{New}\"");

        var observation = KustomizationState.Of(kustomization, Source)!
            .Observe(FluxKind.Kustomization, kustomization, Source, "staging", observedAt: 7);

        Assert.Equal(
            ("Kustomization", "flux-system", "apps"), (observation.Kind, observation.Namespace, observation.Name));
        Assert.Equal(
            ("https://git/x", "main", "staging"), (observation.RepositoryUrl, observation.Branch, observation.Path));
        Assert.Equal((New, "error", 7L, "kubernetes"),
            (observation.Revision, observation.Severity, observation.ObservedAt, observation.Source));
        Assert.Equal("x", Assert.Single(observation.FailingObjects).Name);
    }
}
