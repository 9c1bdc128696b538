using System.Net;
using System.Security.Cryptography;
using Gimlet.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gimlet.GitopsWriter.Tests.Access;

/// <summary>As much of GitHub's API as gives tokens to an app, on loopback.</summary>
internal sealed class FakeGitHub : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private readonly WebApplication _server;
    private readonly string _key = MakeKey();

    private FakeGitHub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port));
        _server = builder.Build();
        _server.MapPost("/app/installations/42/access_tokens", () =>
        {
            var token = $"token-{++Tokens}";
            OnToken(token);
            var expires = TimeProvider.System.GetUtcNow().AddMinutes(1);
            return Results.Json(new { token, expires_at = expires }, statusCode: StatusCodes.Status201Created);
        });
    }

    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["GITHUB_APP_ID"] = "7",
        ["GITHUB_INSTALLATION_ID"] = "42",
        ["GITHUB_PRIVATE_KEY"] = _key,
        ["GITHUB_API_URL"] = $"http://127.0.0.1:{_port}",
    };

    public int Tokens { get; private set; }

    public Action<string> OnToken { get; set; } = _ => { };

    public static async Task<FakeGitHub> StartAsync(CancellationToken cancellationToken)
    {
        var server = new FakeGitHub();
        await server._server.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string MakeKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportRSAPrivateKeyPem();
    }
}
