using Microsoft.Extensions.Configuration;

namespace Gimlet.Hosting.Bus;

internal sealed record BusOptions
{
    /// <summary>For example <c>amqp://user:password@host:5672/</c>; the in-memory bus when empty.</summary>
    [ConfigurationKeyName("RABBITMQ_URL")]
    public string RabbitMqUrl { get; init; } = "";

    /// <summary>Stands before every queue's name, for installations that share a broker.</summary>
    [ConfigurationKeyName("QUEUE_PREFIX")]
    public string QueuePrefix { get; init; } = "gimlet";
}
