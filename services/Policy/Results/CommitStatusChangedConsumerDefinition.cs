namespace Gimlet.Policy.Results;

internal sealed class CommitStatusChangedConsumerDefinition()
    : PolicyConsumerDefinition<CommitStatusChangedConsumer>(concurrency: 16);
