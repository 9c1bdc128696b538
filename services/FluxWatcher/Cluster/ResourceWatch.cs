using System.Runtime.CompilerServices;

namespace Gimlet.FluxWatcher.Cluster;

/// <summary>A connected watch: one JSON document per line until the server or the network ends it.</summary>
internal sealed class ResourceWatch(HttpResponseMessage response, Func<string, WatchEvent> read) : IDisposable
{
    public async IAsyncEnumerable<WatchEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var lines = new StreamReader(body);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                yield return read(line);
            }
        }
    }

    public void Dispose() => response.Dispose();
}
