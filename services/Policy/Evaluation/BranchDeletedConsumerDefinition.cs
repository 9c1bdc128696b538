namespace Gimlet.Policy.Evaluation;

internal sealed class BranchDeletedConsumerDefinition()
    : PolicyConsumerDefinition<BranchDeletedConsumer>(concurrency: 4);
