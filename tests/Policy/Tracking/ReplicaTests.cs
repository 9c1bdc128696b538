using Gimlet.Contracts.Releases;
using Gimlet.Policy.Tests.Servers;
using Gimlet.Policy.Tracking;
using Gimlet.Testing.Databases;
using Gimlet.Testing.Servers;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gimlet.Policy.Tests.Tracking;

public sealed class ReplicaTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gimlet-test-");
    private readonly PolicyServer<SqliteDatabase> _server = new();
    private RabbitMqServer? _broker;

    public async ValueTask InitializeAsync()
    {
        Requires.That(RabbitMqServer.Installed, "RabbitMQ is not installed");
        _broker = new RabbitMqServer(Path.Combine(_folder.FullName, "rabbitmq"));
        await _broker.StartAsync(TestContext.Current.CancellationToken);
        await _server.InitializeAsync();
    }

    [Fact]
    public async Task RequestUpdated_OverRabbitMq_ReachesEveryReplica()
    {
        const string RequestId = "any";
        var broker = $"--RABBITMQ_URL={_broker!.Address}";
        WebApplication[] replicas = [await _server.StartReplicaAsync(broker), await _server.StartReplicaAsync(broker)];
        var woken = replicas.Select(replica => WaitAsync(replica, RequestId)).ToList();

        // No such request is stored, so the poll for lost messages wakes nobody. Again and again, because the queues of
        // the replicas are made after their start.
        var bus = replicas[0].Services.GetRequiredService<IBus>();
        await Eventually.HoldsAsync(
            async () =>
            {
                await bus.Publish(new RequestUpdated { RequestId = RequestId }, TestContext.Current.CancellationToken);
                return woken.TrueForAll(wait => wait.IsCompletedSuccessfully);
            },
            "a wake-up on each replica",
            cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static async Task WaitAsync(WebApplication replica, string requestId)
    {
        using var subscription = replica.Services.GetRequiredService<RequestSignals>().Subscribe(requestId);
        await subscription.WaitAsync(TestContext.Current.CancellationToken);
    }
}
