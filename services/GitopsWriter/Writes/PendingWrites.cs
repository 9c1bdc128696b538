using System.Diagnostics;
using Gimlet.Hosting.Resync;
using Gimlet.Manifests;
using Gimlet.Protos.Releases;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// Asks the policy service which results it still waits for: writes whose command was lost are written, and those whose
/// answer was lost are answered again.
/// </summary>
internal sealed class PendingWrites(
    ReleaseService.ReleaseServiceClient policy,
    GitopsWriters writers,
    BusTraffic traffic,
    ILogger<PendingWrites> logger,
    ResyncDependencies dependencies)
    : ResyncService(dependencies)
{
    private const int PageSize = 500;

    // More would only wait in memory instead of in the policy service's table.
    private const int MaxWaiting = 4 * PageSize;

    protected override async Task ResyncAsync(CancellationToken cancellationToken)
    {
        traffic.BeginResync(BusConnected);
        for (var after = 0L; writers.Waiting < MaxWaiting;)
        {
            var request = new ListPendingRequest { AfterSequence = after, Limit = PageSize };
            var page = (await policy.ListPendingAsync(request, cancellationToken: cancellationToken)).Results;
            foreach (var result in page.Where(result => traffic.Lacks(result.ResultId, result.Sequence)))
            {
                TakeUp(result);
            }

            if (page.Count < PageSize || page[^1].Sequence > traffic.LastSequenceDue)
            {
                return;
            }

            after = page[^1].Sequence;
        }
    }

    private void TakeUp(PendingResult result)
    {
        ActivityContext.TryParse(result.TraceParent, traceState: null, isRemote: true, out var trace);
        try
        {
            // Nobody waits for it here: its outcome is announced like any other.
            _ = writers.Add(result.ToWrite(), trace);
        }
        catch (ManifestException e)
        {
            Log.PendingUnreadable(logger, result.ResultId, e.Message);
            writers.Reject(result.ResultId, e.Message);
        }
    }
}
