using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Gimlet.Helm.Sources;

/// <summary>Reads packed charts (<c>.tgz</c>), as <c>helm package</c> writes them.</summary>
public static partial class ChartArchive
{
    private const string ChartYaml = "Chart.yaml";

    // What deflate can reach at best; no smaller archive can unpack to more.
    private const int MaxRatio = 1032;

    /// <summary>Unpacks an archive in memory; nothing is written to the disk.</summary>
    /// <param name="archive">The bytes of the archive. Its files share the memory that they are unpacked to.</param>
    /// <param name="limits">What it may unpack to.</param>
    /// <returns>The files of the one directory that the archive holds, in the archive's order.</returns>
    /// <exception cref="ChartException">
    /// It is no chart archive, exceeds a limit, or holds a link or a path that leads out of it.
    /// </exception>
    public static ChartFiles Read(ReadOnlyMemory<byte> archive, ArchiveLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (archive.Length > limits.MaxArchiveBytes)
        {
            throw new ChartException($"the chart archive is larger than {limits.MaxArchiveBytes} bytes");
        }

        var files = new Dictionary<string, ChartFile>(StringComparer.Ordinal);
        foreach (var entry in TarReader.Read(Unpack(archive, limits)))
        {
            // helm takes the later of two files of the same name.
            if (ReadFile(entry, limits) is { } file)
            {
                files[file.Path] = file;
            }

            if (files.Count > limits.MaxFiles)
            {
                throw new ChartException($"the chart archive has more than {limits.MaxFiles} files");
            }
        }

        return files.Count == 0
            ? throw new ChartException("the chart archive has no files")
            : files.ContainsKey(ChartYaml)
            ? new ChartFiles(files.Values)
            : throw new ChartException("the chart archive has no Chart.yaml: there must be one in its base directory");
    }

    private static ChartFile? ReadFile(PackedEntry entry, ArchiveLimits limits)
    {
        if (entry.Kind is PackedKind.Directory)
        {
            return null;
        }

        if (entry.Kind is not PackedKind.File)
        {
            throw new ChartException($"the chart archive holds a link or a special file: {Show(entry.Name)}");
        }

        if (entry.Content.Length > limits.MaxFileBytes)
        {
            throw new ChartException(
                $"the chart archive's file {Show(entry.Name)} is larger than {limits.MaxFileBytes} bytes");
        }

        return new ChartFile(ChartPath(entry.Name), ChartText.TrimByteOrderMark(entry.Content));
    }

    // Archives that were packed on Windows may separate by backslashes.
    private static string ChartPath(string name)
    {
        var path = name.Replace('\\', '/');
        if (path.StartsWith('/') || DriveLetter().IsMatch(path))
        {
            throw new ChartException($"the chart archive holds an absolute path: {Show(name)}");
        }

        var segments = path.Split('/').Where(segment => segment is not ("" or ".")).ToArray();
        if (segments.Contains("..") || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new ChartException($"the chart archive holds a path that leads out of it: {Show(name)}");
        }

        return segments switch
        {
            [ChartYaml] => throw new ChartException("Chart.yaml is not in the base directory of the chart archive"),
            [] or [_] => throw new ChartException(
                $"the chart archive holds a file outside its base directory: {Show(name)}"),
            _ when DriveLetter().IsMatch(segments[1]) => throw new ChartException(
                $"the chart archive holds an absolute path: {Show(name)}"),
            _ => string.Join('/', segments[1..]),
        };
    }

    private static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> archive, ArchiveLimits limits)
    {
        // Headers and padding take a block or two of each file besides its content.
        var limit = limits.MaxTotalBytes + (1024L * limits.MaxFiles);
        try
        {
            using var zip = new GZipStream(ByteStream.Of(archive), CompressionMode.Decompress);
            using var tar = new MemoryStream((int)Math.Min(ExpectedLength(archive.Span), limit));
            var buffer = new byte[64 * 1024];
            while (zip.Read(buffer) is var read and > 0)
            {
                if (tar.Length + read > limit)
                {
                    throw new ChartException($"the chart archive unpacks to more than {limits.MaxTotalBytes} bytes");
                }

                tar.Write(buffer, 0, read);
            }

            return tar.GetBuffer().AsMemory(0, (int)tar.Length);
        }
        catch (InvalidDataException e)
        {
            throw new ChartException("the chart archive is no gzip file, or is damaged", e);
        }
    }

    // gzip ends with the unpacked length. It may lie, so it only saves growing the buffer.
    private static long ExpectedLength(ReadOnlySpan<byte> archive) => archive.Length < 4
        ? 0
        : Math.Min(BitConverter.ToUInt32(archive[^4..]), (long)archive.Length * MaxRatio);

    private static string Show(string name) => ChartText.Show(name);

    [GeneratedRegex("^[A-Za-z]:/?")]
    private static partial Regex DriveLetter();
}
