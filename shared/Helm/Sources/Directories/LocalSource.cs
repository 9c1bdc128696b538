using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gimlet.Helm.Sources;

/// <summary>Reads charts from the folder that the operator opened to them, and from nowhere else.</summary>
internal sealed class LocalSource(ChartSourceOptions options, BoundedCache<FetchedChart> memory)
{
    public FetchedChart Fetch(LocalChart chart)
    {
        if (options.LocalPath is null)
        {
            throw new ChartException("it is a local path, and no folder is open to them");
        }

        var root = Path.GetFullPath(options.LocalPath);
        var path = Path.GetFullPath(Path.Combine(root, chart.Path));
        if (!path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal))
        {
            throw new ChartException("it leads out of the folder of local charts");
        }

        var files = Directory.Exists(path) ? ChartDirectory.Read(path, options.Limits)
            : File.Exists(path) ? ChartArchive.Read(ReadFile(path), options.Limits)
            : throw new ChartException("there is no such chart in the folder of local charts");
        var digest = DigestOf(files);
        return memory.Find(digest) ?? memory.Add(digest, new FetchedChart(digest, files), FetchedChart.Weigh(files));
    }

    private byte[] ReadFile(string path) => new FileInfo(path).Length <= options.Limits.MaxArchiveBytes
        ? File.ReadAllBytes(path)
        : throw new ChartException($"it is larger than {options.Limits.MaxArchiveBytes} bytes");

    private static string DigestOf(ChartFiles files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.Path + "\0"));
            BinaryPrimitives.WriteInt32LittleEndian(length, file.Content.Length);
            hash.AppendData(length);
            hash.AppendData(file.Content.Span);
        }

        return "files:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
