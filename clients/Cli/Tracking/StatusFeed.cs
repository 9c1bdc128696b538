using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gimlet.Cli.Server;

namespace Gimlet.Cli.Tracking;

/// <summary>Follows a request, also over restarts, proxies that cut streams, and servers without a stream.</summary>
internal sealed class StatusFeed(GimletServer server, TrackSubject subject, TimeProvider clock)
{
    private const int FirstTries = 3;
    private const int TriesBeforePoll = 2;
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    private string? _lastEventId;
    private bool _hasStream = true;
    private bool _wasThere;
    private int _failures;

    /// <summary>The present status.</summary>
    public Task<JsonElement> GetAsync(CancellationToken cancellationToken) =>
        server.GetAsync(new Route(subject.Route), cancellationToken);

    /// <summary>Shows every status to <paramref name="see"/> until that says that it has seen the last one.</summary>
    public async Task FollowAsync(Func<JsonElement, bool> see, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                // A stream that breaks again and again may be the fault of a proxy that lets plain answers pass.
                var poll = !_hasStream || _failures >= TriesBeforePoll;
                if (poll ? await PollAsync(see, cancellationToken) : await StreamAsync(see, cancellationToken))
                {
                    return;
                }
            }
            catch (Exception e) when (MayPass(e))
            {
                _failures++;
            }
            catch (RefusedException e) when (_hasStream && e.Status == HttpStatusCode.NotAcceptable)
            {
                _hasStream = false;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
            {
                throw Failures.Explain(e, server.Address);
            }

            await Task.Delay(Pause(), clock, cancellationToken);
        }
    }

    private bool MayPass(Exception e) =>
        (_wasThere || _failures < FirstTries - 1) && (e is TimeoutException || Failures.MayPass(e));

    private TimeSpan Pause()
    {
        if (!_hasStream)
        {
            return PollInterval;
        }

        var pause = ShortestPause * Math.Pow(2, Math.Max(_failures - 1, 0));
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task<bool> PollAsync(Func<JsonElement, bool> see, CancellationToken cancellationToken)
    {
        using var request = Request("application/json");
        using var response = await SendAsync(request, cancellationToken);
        return await SeeAnswerAsync(response, see, cancellationToken);
    }

    private async Task<bool> StreamAsync(Func<JsonElement, bool> see, CancellationToken cancellationToken)
    {
        using var request = Request(EventStream.ContentType);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json", 0.5));
        if (_lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", _lastEventId);
        }

        using var response = await SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType != EventStream.ContentType)
        {
            // Without a stream, or at its end for somebody who saw the last event: 204.
            _hasStream = false;
            return response.StatusCode == HttpStatusCode.NoContent
                ? await PollAsync(see, cancellationToken)
                : await SeeAnswerAsync(response, see, cancellationToken);
        }

        _wasThere = true;
        using var events = new EventStream(await response.Content.ReadAsStreamAsync(cancellationToken), clock);

        // One that ends without an event is no better than none.
        _failures++;
        while (await events.NextAsync(cancellationToken) is { } next)
        {
            _failures = 0;
            _lastEventId = next.Id ?? _lastEventId;
            if (next.Name == "status" && see(JsonElement.Parse(next.Data)))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> SeeAnswerAsync(
        HttpResponseMessage response, Func<JsonElement, bool> see, CancellationToken cancellationToken)
    {
        var status = await Answer.ReadJsonAsync(response, server.Address, cancellationToken);
        _wasThere = true;
        _failures = 0;
        return see(status);
    }

    private HttpRequestMessage Request(string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, subject.Route);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(AnswerTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await server.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{server.Address} did not answer within {AnswerTime.TotalSeconds:0} s.");
        }
    }
}
