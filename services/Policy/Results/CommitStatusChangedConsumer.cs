using Gimlet.Contracts.Gitops;
using MassTransit;

namespace Gimlet.Policy.Results;

internal sealed class CommitStatusChangedConsumer(EndResults end) : IConsumer<CommitStatusChanged>
{
    public Task Consume(ConsumeContext<CommitStatusChanged> context) =>
        end.HandleAsync(context.Message, context.CancellationToken);
}
