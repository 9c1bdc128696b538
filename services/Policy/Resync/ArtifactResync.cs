using Gimlet.Hosting.Resync;
using Gimlet.Manifests;
using Gimlet.Policy.Evaluation;
using Gimlet.Policy.Requests;
using Gimlet.Protos;
using Gimlet.Protos.Artifacts;

namespace Gimlet.Policy.Resync;

/// <summary>Evaluates the artifacts whose announcement was lost, in the order in which they were shipped.</summary>
internal sealed class ArtifactResync(
    ResyncDependencies dependencies,
    ArtifactCatalog artifacts,
    RequestStore requests,
    EvaluateArtifact evaluate,
    WatermarkStore watermarks,
    ILogger<ArtifactResync> logger) : ResyncService(dependencies)
{
    private const string Watermark = "artifacts";
    private const int PageSize = 50;

    // Artifacts get their time before they become visible, each from the clock of its own replica.
    private static readonly long Overlap = (long)TimeSpan.FromMinutes(5).TotalMicroseconds;

    protected override async Task ResyncAsync(CancellationToken cancellationToken)
    {
        var watermark = await watermarks.FindAsync(Watermark, cancellationToken);
        var since = Math.Max(0, watermark - Overlap);
        var newest = watermark;
        var offset = 0;
        IReadOnlyList<Artifact> page;
        do
        {
            page = await artifacts.ListAsync(since, offset, PageSize, cancellationToken);
            await EvaluateUnknownAsync(page, cancellationToken);
            offset += page.Count;
            newest = page.Select(artifact => artifact.Created).Append(newest).Max();
        }
        while (page.Count == PageSize);

        if (newest > watermark)
        {
            await watermarks.RaiseAsync(Watermark, newest, cancellationToken);
        }
    }

    private async Task EvaluateUnknownAsync(IReadOnlyList<Artifact> page, CancellationToken cancellationToken)
    {
        var ids = page.Select(artifact => RequestId.OfArtifact(artifact.Id)).ToList();
        var known = ids.Count > 0 ? await requests.FindKnownAsync(ids, cancellationToken) : new HashSet<string>();
        foreach (var artifact in page.Where(artifact => !known.Contains(RequestId.OfArtifact(artifact.Id))))
        {
            Log.ArtifactFound(logger, artifact.Id);
            try
            {
                await evaluate.HandleAsync(artifact.ToContract(), cancellationToken);
            }
            catch (ManifestException e)
            {
                await evaluate.RefuseAsync(artifact.Id, $"The artifact cannot be read: {e.Message}", cancellationToken);
            }
        }
    }
}
