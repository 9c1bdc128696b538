using Gimlet.Contracts.Gitops;
using MassTransit;

namespace Gimlet.Policy.Results;

internal sealed class ReleaseRejectedConsumer(EndResults end) : IConsumer<ReleaseRejected>
{
    public Task Consume(ConsumeContext<ReleaseRejected> context) =>
        end.HandleAsync(context.Message, context.CancellationToken);
}
