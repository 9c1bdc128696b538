using Gimlet.Contracts.Flux;
using MassTransit;

namespace Gimlet.GitopsWriter.CommitStatuses;

internal sealed class RevisionObservedConsumer(CommitStatuses statuses) : IConsumer<RevisionObserved>
{
    public Task Consume(ConsumeContext<RevisionObserved> context) =>
        statuses.ApplyAsync(context.Message, context.CancellationToken);
}
