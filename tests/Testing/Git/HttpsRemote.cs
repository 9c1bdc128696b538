using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gimlet.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gimlet.Testing.Git;

/// <summary>A remote behind HTTPS with its own certificate and basic authentication: git's CGI in Kestrel.</summary>
public sealed class HttpsRemote : RemoteRepository
{
    private const string User = "gimlet";
    private const string Token = "token-of-the-tests";

    private readonly int _port = FreePort.Next();
    private readonly X509Certificate2 _certificate = CreateCertificate();
    private WebApplication? _server;

    private HttpsRemote() =>
        File.WriteAllText(CertificatePath, _certificate.ExportCertificatePem());

    /// <summary>The user and the password that it lets in.</summary>
    public (string User, string Password) Accepts { get; set; } = (User, Token);

    /// <summary>What the server does in place of answering, if it returns true.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    /// <inheritdoc/>
    public override string Url => $"https://127.0.0.1:{_port}/gitops.git";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["GITOPS_HTTP_USER"] = User,
        ["GITOPS_HTTP_TOKEN"] = Token,
        ["GITOPS_HTTP_CA_PATH"] = CertificatePath,
    };

    private string CertificatePath => Path.Combine(Root, "ca.pem");

    /// <summary>Starts the server; skips the test where git's CGI program is not installed, fails it in CI.</summary>
    public static async Task<HttpsRemote> StartAsync(CancellationToken cancellationToken)
    {
        var backend = Path.Combine(GitCommand.Run("/", "--exec-path"), "git-http-backend");
        Requires.That(File.Exists(backend), "needs git's git-http-backend");
        var remote = new HttpsRemote();
        await remote.ResumeAsync(cancellationToken);
        return remote;
    }

    /// <summary>Starts the server again after <see cref="StopAsync"/>, on the same port.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, _port, listen => listen.UseHttps(_certificate)));
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync(cancellationToken);
    }

    /// <summary>Takes the remote away.</summary>
    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await StopAsync();
        _certificate.Dispose();
        await base.DisposeAsync();
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static async Task CopyHeadersAsync(Stream output, HttpResponse response)
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (await output.ReadAsync(next) == 1)
        {
            if (next[0] != '\n')
            {
                line.Append((char)next[0]);
                continue;
            }

            var header = line.ToString().TrimEnd('\r');
            line.Clear();
            if (header.Length == 0)
            {
                return;
            }

            var pair = header.Split(':', 2, StringSplitOptions.TrimEntries);
            var (name, value) = (pair[0], pair[1]);
            if (name == "Status")
            {
                response.StatusCode = int.Parse(value.Split(' ')[0], provider: null);
            }
            else
            {
                response.Headers[name] = value;
            }
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Accepts.User}:{Accepts.Password}"));
        if (context.Request.Headers.Authorization != expected)
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
            return;
        }

        if (Instead is { } instead && await instead(context))
        {
            return;
        }

        var start = new ProcessStartInfo("git", "http-backend")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["GIT_PROJECT_ROOT"] = Root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["REMOTE_USER"] = User;
        start.Environment["REQUEST_METHOD"] = context.Request.Method;
        start.Environment["PATH_INFO"] = context.Request.Path;
        start.Environment["QUERY_STRING"] = context.Request.QueryString.Value?.TrimStart('?') ?? "";
        start.Environment["CONTENT_TYPE"] = context.Request.ContentType ?? "";
        start.Environment["HTTP_CONTENT_ENCODING"] = context.Request.Headers.ContentEncoding.ToString();
        start.Environment["HTTP_GIT_PROTOCOL"] = context.Request.Headers["Git-Protocol"].ToString();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("git does not start");
        await context.Request.Body.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        await CopyHeadersAsync(process.StandardOutput.BaseStream, context.Response);
        await process.StandardOutput.BaseStream.CopyToAsync(context.Response.Body);
        await process.WaitForExitAsync();
    }
}
