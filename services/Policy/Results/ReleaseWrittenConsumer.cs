using Gimlet.Contracts.Gitops;
using MassTransit;

namespace Gimlet.Policy.Results;

internal sealed class ReleaseWrittenConsumer(EndResults end) : IConsumer<ReleaseWritten>
{
    public Task Consume(ConsumeContext<ReleaseWritten> context) =>
        end.HandleAsync(context.Message, context.CancellationToken);
}
