using System.Text;
using Gimlet.Contracts.Artifacts;
using MassTransit;

namespace Gimlet.Policy.Evaluation;

internal sealed class ArtifactShippedConsumerDefinition()
    : PolicyConsumerDefinition<ArtifactShippedConsumer>(Concurrency)
{
    private const int Concurrency = 8;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<ArtifactShippedConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        // Artifacts of one repository in turn, so that two quick pushes are released in the order they were shipped.
        consumerConfigurator.Message<ArtifactShipped>(message => message.UsePartitioner(
            Concurrency, shipped => shipped.Message.Artifact.Version.RepositoryName, Encoding.UTF8));
        base.ConfigureConsumer(endpointConfigurator, consumerConfigurator, context);
    }
}
