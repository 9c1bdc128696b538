using Gimlet.Protos.Flux;
using Gimlet.Testing.Servers;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gimlet.Hosting.Tests;

/// <summary>A process as services build it, with one small gRPC service in it.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    public const string Token = "a-service-token-for-tests";

    private readonly WebApplication _app;
    private readonly string _folder;

    private TestHost(WebApplication app, string folder, int port)
    {
        _app = app;
        _folder = folder;
        GrpcAddress = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri GrpcAddress { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a process over settings written <c>NAME=value</c>; what the test adds comes last.</summary>
    public static async Task<TestHost> StartAsync(
        string name = "flux-watcher", Action<GimletHost>? add = null, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("gimlet-hosting-").FullName;
        var port = FreePort.Next();
        string[] all = [
            "BIND_ADDRESS=127.0.0.1", $"HTTP_PORT={FreePort.Next()}", $"GRPC_PORT={port}", $"DATA_PATH={folder}",
            $"SERVICE_TOKEN={Token}", $"FLUX_WATCHER_URL=http://127.0.0.1:{port}", .. settings];
        try
        {
            var host = GimletHost.Create([.. all.Select(setting => "--" + setting)], name);
            add?.Invoke(host);
            var app = host.Build();
            app.MapGrpcService<Echo>();
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new TestHost(app, folder, port);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Answers with the token that it was called with, or fails as the caller asks.</summary>
    internal sealed class Echo : FluxService.FluxServiceBase
    {
        public override Task<ListObservedResponse> ListObserved(
            ListObservedRequest request, ServerCallContext context)
        {
            var token = context.RequestHeaders.GetValue("authorization");
            return Task.FromResult(new ListObservedResponse { Source = token });
        }

        public override Task<ReportEventResponse> ReportEvent(ReportEventRequest request, ServerCallContext context) =>
            request.Env switch
            {
                "unexpected" => throw new InvalidOperationException("a secret of the inside"),
                _ => throw new RpcException(new Status(StatusCode.NotFound, "on purpose")),
            };
    }
}
