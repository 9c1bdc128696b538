using System.Formats.Tar;
using System.IO.Compression;
using Gimlet.Helm;
using Gimlet.Helm.Sources;

namespace Gimlet.Fuzzing.Targets;

/// <summary>Archives, mutated before they are packed as often as behind it, or gzip would hide every change.</summary>
internal sealed class ArchiveTarget : IFuzzTarget
{
    public string Name => "archives";

    public IReadOnlyList<byte[]> Seeds { get; } =
        [Tar("samples/charts/web-app"), Tar("tests/Benchmarks/Charts/generic-app")];

    public void Feed(byte[] input)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(input);
        }

        var archive = packed.ToArray();
        if (input.Length % 4 == 0)
        {
            // The length decides, so that the same input is fed in the same way again.
            archive[input.Length % archive.Length] ^= 0x55;
        }

        ChartArchive.Read(archive, ArchiveLimits.Default);
    }

    public bool IsRefusal(Exception e) => e is ChartException;

    private static byte[] Tar(string folder)
    {
        using var tar = new MemoryStream();
        TarFile.CreateFromDirectory(
            Path.Combine(Testing.Installations.RepositoryRoot.Path, folder), tar, includeBaseDirectory: true);
        return tar.ToArray();
    }
}
