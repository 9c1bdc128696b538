using System.Text;

namespace Gimlet.Cli.Tracking;

/// <summary>An event of a stream.</summary>
internal sealed record ServerEvent(string Name, string? Id, string Data);

/// <summary>Reads server-sent events (HTML Living Standard, section 9.2), unless the stream falls silent.</summary>
internal sealed class EventStream(Stream stream, TimeProvider clock) : IDisposable
{
    public const string ContentType = "text/event-stream";

    // Gimlet speaks every 15 s at least, if only in comments: after three times that nobody is there any more.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private readonly StreamReader _reader = new(stream, Encoding.UTF8);

    /// <summary>The next event; null at the end of the stream.</summary>
    /// <exception cref="TimeoutException">The stream fell silent.</exception>
    public async Task<ServerEvent?> NextAsync(CancellationToken cancellationToken)
    {
        var (name, id) = ("message", (string?)null);
        var data = new List<string>();
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Count > 0)
                {
                    return new ServerEvent(name, id, string.Join('\n', data));
                }

                name = "message";
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (field, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
            value = value.StartsWith(' ') ? value[1..] : value;
            switch (field)
            {
                case "event":
                    name = value;
                    break;
                case "id" when !value.Contains('\0', StringComparison.Ordinal):
                    id = value;
                    break;
                case "data":
                    data.Add(value);
                    break;
            }
        }

        return null;
    }

    public void Dispose() => _reader.Dispose();

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await _reader.ReadLineAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The stream fell silent.");
        }
    }
}
