using Gimlet.Manifests;
using Gimlet.Policy.Evaluation;
using Gimlet.Policy.Requests;
using Gimlet.Protos.Releases;

namespace Gimlet.Policy.Releases;

/// <summary>Releases an artifact to an environment because somebody asks for it, whatever its policies say.</summary>
internal sealed class RequestRelease(ArtifactCatalog artifacts, RequestStore store, RequestRecorder recorder)
{
    public async Task<RequestAccepted> HandleAsync(RequestReleaseRequest asked, CancellationToken cancellationToken)
    {
        var request = Read(asked);
        if (!await store.IsKnownAsync(request, cancellationToken))
        {
            var plan = await PlanAsync(request, cancellationToken);
            await recorder.RecordAsync(request, plan, cancellationToken);
        }

        return new RequestAccepted { RequestId = request.Id };
    }

    private static NewRequest Read(RequestReleaseRequest asked)
    {
        RequestChecks.Label("env", asked.Env);
        RequestChecks.Text("artifact_id", asked.ArtifactId);
        if (asked.App.Length > 0)
        {
            RequestChecks.Label("app", asked.App);
        }

        RequestChecks.Text("triggered_by", asked.TriggeredBy);
        return new NewRequest
        {
            Id = RequestId.Take(asked.RequestId),
            Kind = RequestKind.Release,
            Env = asked.Env,
            App = asked.App,
            ArtifactId = asked.ArtifactId,
            TriggeredBy = asked.TriggeredBy,
        };
    }

    private async Task<Plan> PlanAsync(NewRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var artifact = await artifacts.FindAsync(request.ArtifactId, cancellationToken)
                ?? throw new RequestRefusedException(
                    Refusal.Unknown, $"There is no artifact {DisplayText.Quote(request.ArtifactId)}.");
            return ManifestSelection.Select(artifact, request.Env, request.App, cancellationToken);
        }
        catch (ManifestException e)
        {
            throw new RequestRefusedException(
                Refusal.Impossible, $"Artifact {DisplayText.Quote(request.ArtifactId)} cannot be read: {e.Message}");
        }
    }
}
