using Gimlet.Contracts.Gitops;
using Gimlet.Hosting.Resync;
using Gimlet.Policy.Results;
using Gimlet.Protos.Gitops;

namespace Gimlet.Policy.Resync;

/// <summary>
/// Asks the gitops writer how pending results ended: while the bus is away, or after its message was lost, nobody else
/// tells.
/// </summary>
internal sealed class OutcomeResync(
    ResyncDependencies dependencies,
    GitopsService.GitopsServiceClient gitops,
    ResultStore results,
    EndResults end) : ResyncService(dependencies)
{
    private const int PageSize = 500;

    protected override async Task ResyncAsync(CancellationToken cancellationToken)
    {
        var after = 0L;
        IReadOnlyList<PendingId> page;
        do
        {
            page = await results.ListPendingIdsAsync(after, PageSize, cancellationToken);
            if (page.Count == 0)
            {
                return;
            }

            var request = new GetOutcomesRequest { ResultIds = { page.Select(result => result.Id) } };
            var response = await gitops.GetOutcomesAsync(request, cancellationToken: cancellationToken);
            foreach (var outcome in response.Outcomes)
            {
                await EndAsync(outcome, cancellationToken);
            }

            after = page[^1].Sequence;
        }
        while (page.Count == PageSize);
    }

    private Task EndAsync(Outcome outcome, CancellationToken cancellationToken) => outcome.EndCase switch
    {
        Outcome.EndOneofCase.Written => end.HandleAsync(
            new ReleaseWritten
            {
                ResultId = outcome.ResultId,
                Repository = outcome.Written.Repository,
                Branch = outcome.Written.Branch,
                Sha = outcome.Written.Sha,
                PushedAt = outcome.Written.PushedAt,
                Unchanged = outcome.Written.Unchanged,
            },
            cancellationToken),
        Outcome.EndOneofCase.Rejected => end.HandleAsync(
            new ReleaseRejected { ResultId = outcome.ResultId, Reason = outcome.Rejected.Reason }, cancellationToken),

        // A newer writer may know more ends; its message tells of them.
        _ => Task.CompletedTask,
    };
}
