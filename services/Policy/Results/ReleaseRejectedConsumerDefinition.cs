namespace Gimlet.Policy.Results;

internal sealed class ReleaseRejectedConsumerDefinition()
    : PolicyConsumerDefinition<ReleaseRejectedConsumer>(concurrency: 16);
