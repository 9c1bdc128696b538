using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gimlet.Cli.About;

namespace Gimlet.Cli.Server;

/// <summary>The REST API of one Gimlet. What it cannot answer becomes an error that a person can act on.</summary>
internal sealed class GimletServer : IDisposable
{
    private const int Tries = 3;
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(300);

    private readonly HttpClient _http;
    private readonly TimeProvider _clock;

    public GimletServer(Uri address, string token, TimeProvider clock)
    {
        _clock = clock;

        // A redirect would turn a POST into a GET and lose the token: it is told instead of followed.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) };
        _http = new HttpClient(handler)
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("gimlet-cli", VersionCommand.Number));
    }

    public Uri Address => _http.BaseAddress!;

    public Task<JsonElement> GetAsync(Route route, CancellationToken cancellationToken) =>
        AskAsync(() => new HttpRequestMessage(HttpMethod.Get, route.ToString()), cancellationToken);

    /// <summary>Posts JSON, or nothing. Tried again it still happens once: every try carries the same key.</summary>
    public Task<JsonElement> PostAsync(Route route, byte[]? json, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString();
        return AskAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, route.ToString());
                request.Headers.Add("Idempotency-Key", key);
                if (json is not null)
                {
                    request.Content = new ByteArrayContent(json);
                    request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                }

                return request;
            },
            cancellationToken);
    }

    /// <summary>One try, answered as soon as the headers are there; only success is returned.</summary>
    /// <exception cref="HttpRequestException">The server could not be reached.</exception>
    /// <exception cref="CliException">The server refused.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await RefusedException.ReadAsync(response, Address, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> AskOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(AnswerTime, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var response = await SendAsync(request, either.Token);
            return await Answer.ReadJsonAsync(response, Address, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"{Address} did not answer within {AnswerTime.TotalSeconds:0} s.");
        }
    }

    private async Task<JsonElement> AskAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        for (var (attempt, pause) = (1, FirstPause); ; attempt++, pause *= 2)
        {
            try
            {
                using var message = request();
                return await AskOnceAsync(message, cancellationToken);
            }
            catch (Exception e) when (attempt < Tries && Failures.MayPass(e))
            {
                await Task.Delay(pause, _clock, cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                throw Failures.Explain(e, Address);
            }
        }
    }
}
