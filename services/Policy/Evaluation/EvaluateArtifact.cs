using Gimlet.Contracts.Artifacts;
using Gimlet.Manifests;
using Gimlet.Policy.Requests;
using Gimlet.Policy.Results;

namespace Gimlet.Policy.Evaluation;

/// <summary>Releases a shipped artifact to wherever a policy says so; once, however often it is announced.</summary>
internal sealed class EvaluateArtifact(RequestStore store, RequestRecorder recorder, ILogger<EvaluateArtifact> logger)
{
    public async Task HandleAsync(Artifact artifact, CancellationToken cancellationToken)
    {
        var request = RequestOf(artifact.Id);
        if (!await store.IsKnownAsync(request, cancellationToken))
        {
            await recorder.RecordAsync(request, Evaluate(artifact, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Ends the request of an artifact that cannot even be read.</summary>
    public Task RefuseAsync(string artifactId, string reason, CancellationToken cancellationToken) =>
        recorder.RecordAsync(
            RequestOf(artifactId), new Plan { Error = DisplayText.Message(reason) }, cancellationToken);

    internal static Plan Decide(Artifact artifact, CancellationToken cancellationToken)
    {
        var plan = new Plan { Artifact = artifact, ByPolicy = true };
        var variables = artifact.Variables();
        foreach (var manifest in artifact.Environments)
        {
            Decide(plan, manifest, artifact.Version, variables, cancellationToken);
        }

        return plan;
    }

    private static NewRequest RequestOf(string artifactId) => new()
    {
        Id = RequestId.OfArtifact(artifactId),
        Kind = RequestKind.Artifact,
        ArtifactId = artifactId,
        TriggeredBy = NewRequest.Policy,
    };

    private static void Decide(
        Plan plan,
        Manifest manifest,
        ArtifactVersion version,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        var head = ManifestHead.Resolve(manifest, variables, cancellationToken);
        try
        {
            // The policy alone first: a manifest that is not released must not fail for what only a release needs.
            if (ReleasePolicy.WhyNot(ResolvePolicy(manifest, variables, cancellationToken), version) is { } reason)
            {
                plan.Remark(head.App, head.Env, $"was not released: {reason}");
                return;
            }

            plan.Add(PlannedResult.Release(ManifestVariables.Resolve(manifest, variables, cancellationToken)));
        }
        catch (ManifestException e)
        {
            plan.Add(PlannedResult.Failed(ResultKind.Release, head.App, head.Env, e.Message));
        }
    }

    private static DeployPolicy? ResolvePolicy(
        Manifest manifest, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var policy = new Manifest { App = "any", Env = "any", Deploy = manifest.Deploy };
        return ManifestVariables.Resolve(policy, variables, cancellationToken).Deploy;
    }

    // What goes wrong here would go wrong again at every resync: the request ends with it, for all to see.
    private Plan Evaluate(Artifact artifact, CancellationToken cancellationToken)
    {
        try
        {
            return Decide(artifact, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.EvaluationFailed(logger, e, artifact.Id);
            return new Plan { Error = DisplayText.Message($"The artifact could not be evaluated: {e.Message}") };
        }
    }
}
