using System.Collections.Concurrent;

namespace Gimlet.Helm.Rendering;

/// <summary>
/// Reads heads of documents, and remembers those of documents that are rendered again: most of a chart's are the same
/// from one release to the next, and reading them as YAML takes longer than making them.
/// </summary>
internal sealed class ManifestHeads
{
    /// <summary>The most that is kept of documents, in UTF-16 code units.</summary>
    private const long MostKept = 4 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, ManifestHead> _heads = new(StringComparer.Ordinal);
    private long _kept;

    public ManifestHead Read(string path, string yaml)
    {
        if (_heads.TryGetValue(yaml, out var known))
        {
            return known;
        }

        var head = ManifestHead.Read(path, yaml);
        if (yaml.Length <= MostKept && _heads.TryAdd(yaml, head)
            && Interlocked.Add(ref _kept, yaml.Length) > MostKept)
        {
            _heads.Clear();
            Interlocked.Exchange(ref _kept, 0);
        }

        return head;
    }
}
