using System.Net.Http.Headers;

namespace Gimlet.Gateway.Tests;

/// <summary>A stream of server-sent events, line by line, so that tests see comments too.</summary>
internal sealed class EventStream : IDisposable
{
    private readonly StreamReader _reader;

    private EventStream(HttpResponseMessage response, StreamReader reader)
    {
        Response = response;
        _reader = reader;
    }

    public HttpResponseMessage Response { get; }

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static async Task<EventStream> OpenAsync(TestGateway gateway, string route, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, route);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await gateway.Admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ended);
        return new EventStream(response, new StreamReader(await response.Content.ReadAsStreamAsync(Ended)));
    }

    /// <summary>The lines up to the next empty one, joined by <c>|</c>; null at the end of the stream.</summary>
    public async Task<string?> ReadAsync()
    {
        var lines = new List<string>();
        while (await ReadLineAsync() is { } line)
        {
            if (line.Length == 0)
            {
                return string.Join('|', lines);
            }

            lines.Add(line);
        }

        return lines.Count == 0 ? null : throw new EndOfStreamException(string.Join('|', lines));
    }

    public void Dispose()
    {
        _reader.Dispose();
        Response.Dispose();
    }

    private Task<string?> ReadLineAsync() =>
        _reader.ReadLineAsync(Ended).AsTask().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Ended);
}
