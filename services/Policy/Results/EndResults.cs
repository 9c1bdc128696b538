using Gimlet.Contracts.Gitops;
using Gimlet.Policy.Tracking;

namespace Gimlet.Policy.Results;

/// <summary>Takes in what the gitops writer reports, however often and in whatever order it comes.</summary>
internal sealed class EndResults(
    ResultStore results, CommitStatusStore commits, RequestAnnouncer announcer, ILogger<EndResults> logger)
{
    public async Task HandleAsync(ReleaseWritten written, CancellationToken cancellationToken)
    {
        if (await results.SucceedAsync(written, cancellationToken) is { } request)
        {
            PolicyMetrics.Ended(ResultState.Success);
            Log.Written(logger, written.ResultId, request, written.Sha);
            announcer.Announce(request);
        }
    }

    public async Task HandleAsync(ReleaseRejected rejected, CancellationToken cancellationToken)
    {
        if (await results.FailAsync(rejected, cancellationToken) is { } request)
        {
            PolicyMetrics.Ended(ResultState.Failure);
            Log.Rejected(logger, rejected.ResultId, request, DisplayText.Name(rejected.Reason));
            announcer.Announce(request);
        }
    }

    public async Task HandleAsync(CommitStatusChanged change, CancellationToken cancellationToken)
    {
        foreach (var request in await commits.ApplyAsync(change, cancellationToken))
        {
            announcer.Announce(request);
        }
    }
}
