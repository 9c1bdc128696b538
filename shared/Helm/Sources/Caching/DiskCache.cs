using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gimlet.Helm.Sources;

/// <summary>What an address or a tag led to when it was last asked for.</summary>
internal sealed record CacheLink(string Digest, DateTimeOffset CheckedAt, string? ETag, DateTimeOffset? LastModified);

/// <summary>
/// Content by its digest, and links to it, on disk. Files appear whole or not at all, and one that is not what its
/// name says counts as missing, so that any number of processes may share the folder.
/// </summary>
internal sealed class DiskCache(string path, long maxBytes, TimeProvider clock)
{
    private readonly string _content = Path.GetFullPath(Path.Combine(path, "content"));
    private readonly string _links = Path.GetFullPath(Path.Combine(path, "links"));

    public static string DigestOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The content of a digest, 64 hexadecimal digits; null when it is not here.</summary>
    public byte[]? Find(string digest)
    {
        var file = Path.Combine(_content, digest);
        try
        {
            var content = File.ReadAllBytes(file);
            if (DigestOf(content) == digest)
            {
                File.SetLastWriteTimeUtc(file, clock.GetUtcNow().UtcDateTime);
                return content;
            }

            File.Delete(file);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Add(string digest, ReadOnlySpan<byte> content)
    {
        Write(_content, digest, content);
        Trim();
    }

    public CacheLink? FindLink(string key)
    {
        try
        {
            var content = File.ReadAllBytes(LinkFile(key));
            return JsonSerializer.Deserialize(content, SourcesJson.Default.CacheLink) is { Digest: not null } link
                ? link
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void AddLink(string key, CacheLink link) =>
        Write(
            _links,
            Path.GetFileName(LinkFile(key)),
            JsonSerializer.SerializeToUtf8Bytes(link, SourcesJson.Default.CacheLink));

    // A key may be an address with secrets in it.
    private string LinkFile(string key) => Path.Combine(_links, DigestOf(Encoding.UTF8.GetBytes(key)));

    private static void Write(string folder, string name, ReadOnlySpan<byte> content)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var unfinished = Path.Combine(folder, $".{Guid.NewGuid():N}");
            File.WriteAllBytes(unfinished, content);
            File.Move(unfinished, Path.Combine(folder, name), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"the chart cache cannot be written: {e.Message}", e);
        }
    }

    // Down to nine tenths, so that not every further chart has to look through the folder's files to delete one.
    private void Trim()
    {
        try
        {
            var files = new[] { _content, _links }
                .Where(Directory.Exists)
                .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles())
                .OrderBy(file => file.LastWriteTimeUtc)
                .ToList();
            var total = files.Sum(file => file.Length);
            foreach (var file in total > maxBytes ? files : [])
            {
                if (total <= maxBytes / 10 * 9)
                {
                    break;
                }

                total -= file.Length;
                file.Delete();
            }
        }
        catch (IOException)
        {
            // Another process trims at the same time.
        }
    }
}
