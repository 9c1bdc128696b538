using Gimlet.Protos.Releases;

namespace Gimlet.Policy.Results;

/// <summary>Tells the gitops writer what it still has to write: its resync.</summary>
internal sealed class ListPending(ResultStore results)
{
    private const int DefaultLimit = 500;
    private const int MaximalLimit = 1000;

    public async Task<ListPendingResponse> HandleAsync(ListPendingRequest request, CancellationToken cancellationToken)
    {
        if (request.Limit is < 0 or > MaximalLimit)
        {
            throw new RequestRefusedException(Refusal.Invalid, $"limit must be between 1 and {MaximalLimit}.");
        }

        var limit = request.Limit == 0 ? DefaultLimit : request.Limit;
        var pending = await results.ListPendingAsync(request.AfterSequence, limit, cancellationToken);
        return new ListPendingResponse { Results = { pending.Select(row => row.ToProto()) } };
    }
}
