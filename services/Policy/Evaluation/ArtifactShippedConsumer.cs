using Gimlet.Contracts.Artifacts;
using MassTransit;

namespace Gimlet.Policy.Evaluation;

internal sealed class ArtifactShippedConsumer(EvaluateArtifact evaluate) : IConsumer<ArtifactShipped>
{
    public Task Consume(ConsumeContext<ArtifactShipped> context) =>
        evaluate.HandleAsync(context.Message.Artifact, context.CancellationToken);
}
