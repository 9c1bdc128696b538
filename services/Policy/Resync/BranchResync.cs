using Gimlet.Hosting.Resync;
using Gimlet.Policy.Evaluation;
using Gimlet.Policy.Requests;

namespace Gimlet.Policy.Resync;

/// <summary>Evaluates the deleted branches that came while the artifact service was away.</summary>
internal sealed class BranchResync(
    ResyncDependencies dependencies, RequestStore requests, EvaluateBranchDeletion evaluate)
    : ResyncService(dependencies)
{
    private const int BatchSize = 100;

    protected override async Task ResyncAsync(CancellationToken cancellationToken)
    {
        var waiting = await requests.ListUnevaluatedAsync(RequestKind.BranchDeleted, BatchSize, cancellationToken);
        foreach (var request in waiting)
        {
            await evaluate.EvaluateAsync(request, cancellationToken);
        }
    }
}
