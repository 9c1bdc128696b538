namespace Gimlet.Policy.Results;

internal sealed class ReleaseWrittenConsumerDefinition()
    : PolicyConsumerDefinition<ReleaseWrittenConsumer>(concurrency: 16);
