using System.Text.Json.Nodes;
using Gimlet.Contracts.Flux;
using Gimlet.Hosting;
using Gimlet.Protos.Flux;
using Gimlet.Protos.Gitops;
using Gimlet.Testing.Servers;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gimlet.FluxWatcher.Tests.Observations;

/// <summary>The watcher as a process would run it, beside a gitops-writer that only names its repositories.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private const string Token = "a-service-token-for-tests";
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;
    private readonly FluxService.FluxServiceClient _flux;
    private readonly HttpClient _http;

    private RunningService(WebApplication app, ObservationRecorder observed, int httpPort, int grpcPort)
    {
        _app = app;
        Observed = observed;
        _http = new HttpClient { BaseAddress = new UriBuilder("http", "127.0.0.1", httpPort).Uri };
        _channel = GrpcChannel.ForAddress(new UriBuilder("http", "127.0.0.1", grpcPort).Uri);
        _flux = new(_channel);
    }

    public ObservationRecorder Observed { get; }

    public static Task<RunningService> StartAsync(string name, params string[] settings) =>
        StartAsync(name, [], settings);

    public static async Task<RunningService> StartAsync(
        string name, IReadOnlyList<Repository> repositories, params string[] settings)
    {
        var (httpPort, grpcPort) = (FreePort.Next(), FreePort.Next());
        string[] own =
        [
            $"HTTP_PORT={httpPort}", $"GRPC_PORT={grpcPort}", "BIND_ADDRESS=127.0.0.1", $"SERVICE_TOKEN={Token}",
        ];
        var host = GimletHost.Create([.. own.Concat(settings).Select(setting => "--" + setting)], name);
        host.AddFluxWatcher();
        var observed = new ObservationRecorder();
        host.Services.AddSingleton(observed).AddSingleton(repositories);
        host.AddConsumers(bus => bus.AddConsumer<Recording>());
        var app = host.Build();
        app.MapFluxWatcher();
        app.MapGrpcService<WriterDouble>();
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new(app, observed, httpPort, grpcPort);
    }

    public async Task<ReportEventResponse> ReportAsync(string env, string body) => await _flux.ReportEventAsync(
        new() { Env = env, Body = ByteString.CopyFromUtf8(body) },
        new Metadata { { "authorization", $"Bearer {Token}" } },
        cancellationToken: TestContext.Current.CancellationToken);

    public async Task<ListObservedResponse> ListAsync() => await _flux.ListObservedAsync(
        new(),
        new Metadata { { "authorization", $"Bearer {Token}" } },
        cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Waits until readiness describes Flux with these words.</summary>
    public Task UntilReadyAsync(string description) => Eventually.HoldsAsync(
        async () =>
        {
            using var response = await _http.GetAsync("/healthz/ready", TestContext.Current.CancellationToken);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var said = (string?)body!["checks"]!["flux"]!["description"];
            return said?.StartsWith(description, StringComparison.Ordinal) == true;
        },
        description,
        cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Waits until the process ends by itself.</summary>
    public async Task StoppedAsync()
    {
        var stopping = _app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await Eventually.HoldsAsync(
            () => Task.FromResult(stopping.IsCancellationRequested),
            "the process to stop",
            cancellationToken: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class Recording(ObservationRecorder observed) : IConsumer<RevisionObserved>
    {
        public Task Consume(ConsumeContext<RevisionObserved> context)
        {
            observed.Add(context.Message);
            return Task.CompletedTask;
        }
    }

    private sealed class WriterDouble(IReadOnlyList<Repository> repositories) : GitopsService.GitopsServiceBase
    {
        public override Task<ListRepositoriesResponse> ListRepositories(
            ListRepositoriesRequest request, ServerCallContext context) =>
            Task.FromResult(new ListRepositoriesResponse { Repositories = { repositories } });
    }
}
