using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Gimlet.Helm.Tests.Sources;

/// <summary>Packs archives, hostile ones included, with the platform's own tar writer.</summary>
internal sealed class TarFileBuilder(TarEntryFormat format = TarEntryFormat.Pax)
{
    private readonly List<TarEntry> _entries = [];

    public static byte[] Chart(string name, string version, params (string Path, string Content)[] files)
    {
        var builder = new TarFileBuilder()
            .File($"{name}/Chart.yaml", $"apiVersion: v2\nname: {name}\nversion: {version}\n");
        foreach (var (path, content) in files)
        {
            builder.File($"{name}/{path}", content);
        }

        return builder.Pack();
    }

    public TarFileBuilder File(string path, string content) => File(path, Encoding.UTF8.GetBytes(content));

    public TarFileBuilder File(string path, byte[] content) =>
        Add(TarEntryType.RegularFile, path, entry => entry.DataStream = new MemoryStream(content));

    public TarFileBuilder Link(string path, string target, TarEntryType type = TarEntryType.SymbolicLink) =>
        Add(type, path, entry => entry.LinkName = target);

    public TarFileBuilder Add(TarEntryType type, string path, Action<TarEntry>? set = null)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.Ustar => new UstarTarEntry(type, path),
            TarEntryFormat.Gnu => new GnuTarEntry(type, path),
            _ => new PaxTarEntry(type, path),
        };
        entry.ModificationTime = DateTimeOffset.UnixEpoch;
        set?.Invoke(entry);
        _entries.Add(entry);
        return this;
    }

    public byte[] Pack()
    {
        using var archive = new MemoryStream();
        using (var zip = new GZipStream(archive, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip, format))
        {
            foreach (var entry in _entries)
            {
                tar.WriteEntry(entry);
            }
        }

        return archive.ToArray();
    }
}
