using Gimlet.Hosting;
using Gimlet.Hosting.Resync;
using Gimlet.Persistence;
using Gimlet.Protos.Releases;
using Gimlet.Testing.Databases;
using Gimlet.Testing.Servers;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gimlet.Policy.Tests.Servers;

/// <summary>The policy service as it runs, between an artifact service and a gitops writer that tests play.</summary>
public sealed class PolicyServer<TDatabase> : IAsyncLifetime
    where TDatabase : TestDatabase, new()
{
    private readonly TDatabase _database = new();
    private readonly List<WebApplication> _replicas = [];

    internal FakeArtifacts Artifacts { get; } = new();

    internal FakeGitops Gitops { get; } = new();

    internal WriterInbox Writer { get; } = new();

    internal ReleaseService.ReleaseServiceClient Client => Of<ReleaseService.ReleaseServiceClient>();

    internal Database Database => _replicas[0].Services.GetRequiredKeyedService<Database>(PolicyService.DatabaseName);

    internal T Of<T>()
        where T : notnull =>
        _replicas[0].Services.GetRequiredService<T>();

    internal T Resync<T>()
        where T : ResyncService =>
        _replicas[0].Services.GetServices<IHostedService>().OfType<T>().Single();

    public void Require() => _database.Require();

    /// <summary>What the gitops writer or the artifact service would announce.</summary>
    public Task PublishAsync<T>(T message)
        where T : class =>
        Of<IBus>().Publish(message, TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        if (_database is not PostgresDatabase || Environment.GetEnvironmentVariable("TEST_POSTGRES") is not null)
        {
            await StartReplicaAsync();
        }
    }

    /// <summary>Another replica on the same database. Its bus is its own, unless the settings name a broker.</summary>
    public async Task<WebApplication> StartReplicaAsync(params string[] settings)
    {
        var host = GimletHost.Create(
            [
                .. _database.Arguments,
                "--BIND_ADDRESS=127.0.0.1",
                $"--HTTP_PORT={FreePort.Next()}",
                $"--GRPC_PORT={FreePort.Next()}",
                "--LOG_LEVEL=Warning",

                // Tests ask for resync when they want it.
                "--RESYNC_INTERVAL=01:00:00",
                .. settings,
            ],
            GimletHost.StandaloneName);
        host.AddPolicy();
        host.AddServiceClient<ReleaseService.ReleaseServiceClient>(ServiceName.Policy);
        host.AddConsumers(bus => bus.AddConsumer<WriterInboxConsumer>());
        host.Services.AddSingleton(Artifacts).AddSingleton(Gitops).AddSingleton(Writer);
        var app = host.Build();
        app.MapPolicy();
        app.MapGrpcService<FakeArtifacts>();
        app.MapGrpcService<FakeGitops>();
        await app.StartAsync();
        _replicas.Add(app);
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.StopAsync();
            await replica.DisposeAsync();
        }

        await _database.DisposeAsync();
    }
}
