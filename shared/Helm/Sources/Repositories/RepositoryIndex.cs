using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gimlet.Helm.Sources;

/// <summary>One version of a chart in a repository.</summary>
/// <param name="Version">As the index has it.</param>
/// <param name="Url">Where the archive is, most often relative to the repository; empty when nothing is said.</param>
/// <param name="Digest">As the index has it; SHA-256 in hexadecimal digits.</param>
internal sealed record IndexedVersion(string Version, string Url, string? Digest);

/// <summary>What a repository's <c>index.yaml</c> offers.</summary>
internal sealed class RepositoryIndex
{
    private const int MaxDepth = 100;
    private const int MaxVersions = 500_000;

    private readonly Dictionary<string, List<IndexedVersion>> _charts = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The bytes of memory that it takes, about.</summary>
    public long Weight => _count * 300L;

    /// <summary>Reads an index as a stream of events, because as a tree it would be many times its size.</summary>
    /// <exception cref="ChartException">It is no index; the message names the line.</exception>
    public static RepositoryIndex Read(ReadOnlyMemory<byte> content)
    {
        using var reader = new StreamReader(ByteStream.Of(content), Encoding.UTF8);
        var yaml = new BoundedParser(new Parser(reader), MaxDepth);
        var index = new RepositoryIndex();
        try
        {
            yaml.Consume<StreamStart>();
            yaml.Consume<DocumentStart>();
            var hasEntries = false;
            EachField(yaml, key =>
            {
                hasEntries |= key == "entries";
                Descend<MappingStart>(
                    yaml, key == "entries", () => EachField(yaml, name => index.ReadChart(yaml, name)));
            });
            return hasEntries
                ? index
                : throw new ChartException("no index of a chart repository: there are no entries");
        }
        catch (YamlException e)
        {
            throw new ChartException($"no index of a chart repository: line {e.Start.Line}: {e.Message}", e);
        }
    }

    public bool Has(string chart, string version) =>
        _charts.TryGetValue(chart, out var versions) && versions.Exists(indexed => indexed.Version == version);

    /// <summary>Picks as helm does: the very version if there is one, otherwise the newest of the range.</summary>
    /// <exception cref="ChartException">There is none, or the range is no range.</exception>
    public IndexedVersion Pick(string chart, string? version)
    {
        if (!_charts.TryGetValue(chart, out var versions))
        {
            throw new ChartException("the repository has no chart of this name");
        }

        var picked = VersionChoice.Pick([.. versions.Select(indexed => indexed.Version)], version);
        return versions.First(indexed => indexed.Version == picked);
    }

    private void ReadChart(IParser yaml, string name) =>
        Descend<SequenceStart>(yaml, true, () =>
        {
            var versions = new List<IndexedVersion>();
            while (!yaml.Accept<SequenceEnd>(out _))
            {
                Descend<MappingStart>(yaml, true, () => versions.Add(ReadVersion(yaml)));
                if (++_count > MaxVersions)
                {
                    throw new ChartException($"the repository has more than {MaxVersions} versions of charts");
                }
            }

            yaml.MoveNext();
            _charts[name] = [.. versions.Where(version => version.Version.Length > 0)];
        });

    private static IndexedVersion ReadVersion(IParser yaml)
    {
        var version = new IndexedVersion("", "", null);
        EachField(yaml, key =>
        {
            if (key is "version" or "digest" && yaml.TryConsume<Scalar>(out var text))
            {
                version = key == "version"
                    ? version with { Version = text.Value }
                    : version with { Digest = text.Value };
                return;
            }

            Descend<SequenceStart>(yaml, key == "urls", () =>
            {
                if (yaml.Accept<Scalar>(out var first))
                {
                    version = version with { Url = first.Value };
                }

                while (!yaml.TryConsume<SequenceEnd>(out _))
                {
                    yaml.SkipThisAndNestedEvents();
                }
            });
        });
        return version;
    }

    // What is not of the wanted kind is passed over, as it may be a later version's.
    private static void Descend<T>(IParser yaml, bool wanted, Action read)
        where T : ParsingEvent
    {
        if (!wanted || !yaml.Accept<T>(out _))
        {
            yaml.SkipThisAndNestedEvents();
            return;
        }

        if (typeof(T) != typeof(MappingStart))
        {
            yaml.MoveNext();
        }

        read();
    }

    private static void EachField(IParser yaml, Action<string> read)
    {
        yaml.Consume<MappingStart>();
        while (!yaml.TryConsume<MappingEnd>(out _))
        {
            if (yaml.TryConsume<Scalar>(out var key))
            {
                read(key.Value);
            }
            else
            {
                yaml.SkipThisAndNestedEvents();
                yaml.SkipThisAndNestedEvents();
            }
        }
    }
}
