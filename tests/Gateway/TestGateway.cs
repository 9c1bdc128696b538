using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gimlet.Gateway.Tests.Fakes;
using Gimlet.Gateway.Users;
using Gimlet.Hosting;
using Gimlet.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gimlet.Gateway.Tests;

/// <summary>The real gateway on loopback, with fakes of the other services in the same process.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const string AdminToken = "an-admin-token-for-tests-0123456789";

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private TestGateway(WebApplication app, string folder, bool ownsFolder, Uri address, StringWriter output)
    {
        _app = app;
        _folder = folder;
        _ownsFolder = ownsFolder;
        Output = output;
        Anonymous = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        Admin = As(AdminToken);
    }

    public HttpClient Anonymous { get; }

    public HttpClient Admin { get; }

    /// <summary>What was printed past the log.</summary>
    public StringWriter Output { get; }

    public FakeArtifactService Artifacts => _app.Services.GetRequiredService<FakeArtifactService>();

    public FakeReleaseService Releases => _app.Services.GetRequiredService<FakeReleaseService>();

    public FakeGitopsService Gitops => _app.Services.GetRequiredService<FakeGitopsService>();

    public FakeFluxService Flux => _app.Services.GetRequiredService<FakeFluxService>();

    public IServiceProvider Services => _app.Services;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static string CreateFolder() => Directory.CreateTempSubdirectory("gimlet-gateway-").FullName;

    /// <param name="settings"><c>NAME=value</c>, on top of loopback ports and an admin token.</param>
    public static Task<TestGateway> StartAsync(params string[] settings) =>
        StartAsync(CreateFolder(), ownsFolder: true, [$"ADMIN_TOKEN={AdminToken}", .. settings]);

    /// <summary>Starts over a folder that the caller keeps, and sets no admin token.</summary>
    public static async Task<TestGateway> StartAsync(
        string folder, bool ownsFolder, string[] settings, TimeProvider? clock = null)
    {
        var port = FreePort.Next();
        string[] all =
        [
            "BIND_ADDRESS=127.0.0.1", $"HTTP_PORT={port}", $"GRPC_PORT={FreePort.Next()}", $"DATA_PATH={folder}",
            .. settings,
        ];
        var host = GimletHost.Create([.. all.Select(setting => "--" + setting)], GimletHost.StandaloneName);
        var output = new StringWriter();
        host.Services.AddKeyedSingleton<TextWriter>(AdminAccount.Output, output);
        if (clock is not null)
        {
            host.Services.AddSingleton(clock);
        }

        host.AddGateway();
        host.Services.AddSingleton<FakeArtifactService>().AddSingleton<FakeReleaseService>()
            .AddSingleton<FakeGitopsService>().AddSingleton<FakeFluxService>();
        var app = host.Build();
        app.MapGateway();
        app.MapGrpcService<FakeArtifactService>();
        app.MapGrpcService<FakeReleaseService>();
        app.MapGrpcService<FakeGitopsService>();
        app.MapGrpcService<FakeFluxService>();
        var gateway = new TestGateway(app, folder, ownsFolder, new Uri($"http://127.0.0.1:{port}"), output);
        try
        {
            await app.StartAsync(Ended);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    public HttpClient As(string token)
    {
        var client = new HttpClient { BaseAddress = Anonymous.BaseAddress, Timeout = Anonymous.Timeout };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public Task<(int Status, JsonNode? Body)> GetAsync(string route, HttpClient? client = null) =>
        SendAsync(HttpMethod.Get, route, client: client);

    public Task<(int Status, JsonNode? Body)> PostAsync(
        string route, string? body = null, string? idempotencyKey = null, HttpClient? client = null) =>
        SendAsync(HttpMethod.Post, route, body, idempotencyKey, client);

    public async Task<(int Status, JsonNode? Body)> SendAsync(
        HttpMethod method, string route, string? body = null, string? idempotencyKey = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, route);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        using var response = await (client ?? Admin).SendAsync(request, Ended);
        var text = await response.Content.ReadAsStringAsync(Ended);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>The id of the first request that reaches policy.</summary>
    public Task<string> FirstRequestAsync() => Eventually.GetAsync(
        () => Task.FromResult(Releases.Requests.Keys.FirstOrDefault()), "a request", cancellationToken: Ended);

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        Admin.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
