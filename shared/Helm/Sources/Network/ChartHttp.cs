using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Gimlet.Helm.Sources;

/// <summary>
/// HTTP as charts are fetched by: every connection and every redirect passes the <see cref="HostPolicy"/>, and
/// credentials go to their own host alone.
/// </summary>
internal sealed class ChartHttp : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly HostPolicy _hosts;
    private readonly HttpClient _client;

    public ChartHttp(HostPolicy hosts, string? authoritiesPath)
    {
        _hosts = hosts;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 64,
            ConnectCallback = ConnectAsync,
        };
        if (authoritiesPath is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = new ServerCertificates(authoritiesPath).Validate;
        }

        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Gimlet", "1.0"));
    }

    /// <summary>An address for messages: what follows <c>?</c> may be a signature.</summary>
    public static string Show(Uri address) => address.GetComponents(
        UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>
    /// Sends a request, made anew for each redirect; the body of the answer is not read yet. A request without an
    /// Authorization gets the one of its host.
    /// </summary>
    public async Task<HttpResponseMessage> SendAsync(
        Uri address, Func<Uri, HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            var response = await SendOnceAsync(create(address), cancellationToken).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)
                || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            var target = new Uri(address, location);
            if (redirects == MaxRedirects)
            {
                throw new ChartException($"{Show(address)} is redirected more than {MaxRedirects} times");
            }

            if (target.Scheme != Uri.UriSchemeHttps && target.Scheme != address.Scheme)
            {
                throw new ChartException($"{Show(address)} is redirected to {target.Scheme}, which is not followed");
            }

            address = target;
        }
    }

    /// <summary>Reads a body that must not be longer than the limit.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        var address = response.RequestMessage!.RequestUri!;
        var expected = response.Content.Headers.ContentLength ?? 0;
        try
        {
            using var body = new MemoryStream((int)Math.Min(expected, limit));
            var content = expected > limit
                ? throw TooLarge(address, limit)
                : await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var buffer = new byte[64 * 1024];
            while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                if (body.Length + read > limit)
                {
                    throw TooLarge(address, limit);
                }

                body.Write(buffer, 0, read);
            }

            return body.GetBuffer().AsMemory(0, (int)body.Length);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Failure(address, e.Message, e);
        }
    }

    public static ChartException Failure(Uri address, string reason, Exception? cause = null) =>
        new($"{Show(address)}: {reason}", cause);

    /// <summary>The error of an answer that is none of the expected.</summary>
    public static ChartException Unexpected(HttpResponseMessage response) =>
        Failure(response.RequestMessage!.RequestUri!, response.StatusCode switch
        {
            HttpStatusCode.NotFound => "not found (404)",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"access denied ({(int)response.StatusCode}): are there credentials for this host?",
            var status => $"the server answers {(int)status}",
        });

    public static AuthenticationHeaderValue Basic(HostCredentials credentials) => new(
        "Basic",
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.User}:{credentials.ReadPassword()}")));

    public HostCredentials? CredentialsOf(Uri address) =>
        _hosts.CredentialsOf(address.IdnHost, address.Port) is { User.Length: > 0 } credentials ? credentials : null;

    public void Dispose() => _client.Dispose();

    private static ChartException TooLarge(Uri address, int limit) =>
        Failure(address, $"the answer is larger than {limit} bytes");

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            var address = request.RequestUri!;
            _hosts.Require(address.IdnHost, address.Port);
            if (request.Headers.Authorization is null && CredentialsOf(address) is { } credentials)
            {
                request.Headers.Authorization = Basic(credentials);
            }

            try
            {
                return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (HttpRequestException e)
            {
                throw Failure(address, Reason(e), e);
            }
            catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw Failure(address, "no connection in time", e);
            }
        }
    }

    // What the callback below throws arrives wrapped.
    private static string Reason(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is ChartException)
            {
                return cause.Message;
            }
        }

        return (error.InnerException ?? error).Message;
    }

    // With a proxy the endpoint is the proxy, which the operator chose; where it connects to is then its own decision.
    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.DnsEndPoint;
        var isProxy = context.InitialRequestMessage.RequestUri!.IdnHost != endpoint.Host.Trim('[', ']');
        var addresses = isProxy
            ? await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken).ConfigureAwait(false)
            : await _hosts.ResolveAsync(endpoint.Host, cancellationToken).ConfigureAwait(false);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endpoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
