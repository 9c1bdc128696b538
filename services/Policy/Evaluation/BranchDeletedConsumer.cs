using Gimlet.Contracts.Releases;
using MassTransit;

namespace Gimlet.Policy.Evaluation;

internal sealed class BranchDeletedConsumer(EvaluateBranchDeletion evaluate) : IConsumer<BranchDeleted>
{
    public Task Consume(ConsumeContext<BranchDeleted> context) => evaluate.HandleAsync(
        context.Message.RequestId, context.Message.Repository, context.Message.Branch, context.CancellationToken);
}
