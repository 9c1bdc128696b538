using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Gimlet.Helm.Sources;

namespace Gimlet.Helm.Tests.Sources;

public sealed class ChartArchiveTests
{
    private static readonly string LongName = $"templates/{new string('a', 120)}/{new string('b', 120)}.yaml";

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Read_Formats_GiveTheSameFiles(TarEntryFormat format)
    {
        var archive = new TarFileBuilder(format)
            .Add(TarEntryType.Directory, "demo/")
            .File("demo/Chart.yaml", "name: demo\n")
            .File($"demo/{LongName}", "kind: X\n")
            .File("demo/empty", "")
            .File("demo/ünïcode.txt", "\uFEFFtext")
            .Pack();

        var files = ChartArchive.Read(archive, ArchiveLimits.Default);

        Assert.Equal(
            [("Chart.yaml", "name: demo\n"), (LongName, "kind: X\n"), ("empty", ""), ("ünïcode.txt", "text")],
            files.Select(file => (file.Path, Encoding.UTF8.GetString(file.Content.Span))));
    }

    [Fact]
    public void Read_UstarWithPrefix_JoinsTheName()
    {
        var path = $"demo/{new string('a', 90)}/{new string('b', 80)}.yaml";
        var archive = new TarFileBuilder(TarEntryFormat.Ustar).File("demo/Chart.yaml", "a").File(path, "b").Pack();

        var files = ChartArchive.Read(archive, ArchiveLimits.Default);

        Assert.Equal(path[5..], files[1].Path);
    }

    [Theory]
    [InlineData("demo/../../etc/passwd", "leads out of it: 'demo/../../etc/passwd'")]
    [InlineData("../demo/x", "leads out of it")]
    [InlineData("demo\\..\\..\\x", "leads out of it")]
    [InlineData("/demo/x", "absolute path: '/demo/x'")]
    [InlineData("c:/demo/x", "absolute path")]
    [InlineData("demo/c:/x", "absolute path")]
    [InlineData("x", "outside its base directory: 'x'")]
    [InlineData("Chart.yaml", "not in the base directory")]
    public void Read_PathsThatLeadOut_AreRefused(string path, string expected)
    {
        var archive = new TarFileBuilder().File("demo/Chart.yaml", "a").File(path, "b").Pack();

        AssertRefused(archive, expected);
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public void Read_Links_AreRefused(TarEntryType type)
    {
        var archive = new TarFileBuilder().File("demo/Chart.yaml", "a").Link("demo/x", "/etc/passwd", type).Pack();

        AssertRefused(archive, "holds a link or a special file: 'demo/x'");
    }

    [Fact]
    public void Read_SpecialFiles_AreRefused()
    {
        var archive = new TarFileBuilder().File("demo/Chart.yaml", "a").Add(TarEntryType.Fifo, "demo/pipe").Pack();

        AssertRefused(archive, "holds a link or a special file: 'demo/pipe'");
    }

    [Fact]
    public void Read_WithoutChartYaml_IsRefused()
    {
        AssertRefused(new TarFileBuilder().File("demo/values.yaml", "a: 1").Pack(), "has no Chart.yaml");
        AssertRefused(
            new TarFileBuilder().Add(TarEntryType.Directory, "demo/").Pack(), "has no files");
    }

    [Fact]
    public void Read_TooManyFiles_AreRefused()
    {
        var archive = TarFileBuilder.Chart("demo", "1.0.0", ("a", ""), ("b", ""), ("c", ""));

        AssertRefused(archive, "more than 3 files", new ArchiveLimits { MaxFiles = 3 });
    }

    [Fact]
    public void Read_LargeFile_IsRefusedByName()
    {
        var archive = TarFileBuilder.Chart("demo", "1.0.0", ("big.txt", new string('x', 101)));

        AssertRefused(
            archive, "file 'demo/big.txt' is larger than 100 bytes", new ArchiveLimits { MaxFileBytes = 100 });
    }

    [Fact]
    public void Read_GigabyteOfZeros_EndsInTheLimitsOfMemory()
    {
        using var archive = new MemoryStream();
        using (var zip = new GZipStream(archive, CompressionLevel.Fastest))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 1024; i++)
            {
                zip.Write(zeros);
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(archive.ToArray(), "unpacks to more than 67108864 bytes");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256L * 1024 * 1024);
    }

    [Fact]
    public void Read_HeadersThatLie_AreRefused()
    {
        var claims = Tar(entry => "77777777777"u8.CopyTo(entry.AsSpan(124)));
        var wrongSum = Tar(entry => entry[148] = (byte)'7', sum: false);
        var negative = Tar(entry => "-0000000001"u8.CopyTo(entry.AsSpan(124)));
        var binary = Tar(entry => entry.AsSpan(124, 12).Fill(0xff));

        AssertRefused(Gzip(claims), "cut off or damaged");
        AssertRefused(Gzip(wrongSum), "no tar archive");
        AssertRefused(Gzip(negative), "cut off or damaged");
        AssertRefused(Gzip(binary), "cut off or damaged");
        AssertRefused(Gzip(Encoding.UTF8.GetBytes(new string('x', 2000))), "no tar archive");
    }

    [Fact]
    public void Read_ExtendedHeaderThatLies_IsRefused()
    {
        var header = Tar(entry =>
        {
            entry[156] = (byte)'x';
            "00000000010"u8.CopyTo(entry.AsSpan(124));
        });

        AssertRefused(Gzip([.. header, .. "99 path=a".PadRight(512, '\0').Select(c => (byte)c)]), "extended header");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not gzip at all")]
    public void Read_SomethingElse_IsRefused(string content)
    {
        Assert.Throws<ChartException>(() => ChartArchive.Read(Encoding.UTF8.GetBytes(content), ArchiveLimits.Default));
    }

    [Fact]
    public void Read_CutOff_NeverLosesFilesQuietly()
    {
        var archive = TarFileBuilder.Chart("demo", "1.0.0", ("a", new string('x', 5000)), ("b", "x"), ("c", ""));

        var outcomes = Enumerable.Range(0, archive.Length).Select(length => CountFiles(archive.AsMemory(0, length)));

        // What is missing at the very end is padding alone.
        Assert.Equal(4, CountFiles(archive));
        Assert.Equal([0, 4], outcomes.Distinct().Order());
    }

    [Fact]
    public void Read_LargeArchive_IsRefusedUnread()
    {
        AssertRefused(new byte[11], "larger than 10 bytes", new ArchiveLimits { MaxArchiveBytes = 10 });
    }

    private static byte[] Tar(Action<byte[]> change, bool sum = true)
    {
        var header = new byte[512];
        "demo/Chart.yaml"u8.CopyTo(header);
        "00000000000"u8.CopyTo(header.AsSpan(124));
        header[156] = (byte)'0';
        change(header);
        if (sum)
        {
            header.AsSpan(148, 8).Fill((byte)' ');
            var total = header.Sum(b => b);
            Encoding.ASCII.GetBytes($"{Convert.ToString(total, 8).PadLeft(6, '0')}\0 ").CopyTo(header, 148);
        }

        return header;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var archive = new MemoryStream();
        using (var zip = new GZipStream(archive, CompressionLevel.Fastest))
        {
            zip.Write(content);
        }

        return archive.ToArray();
    }

    private static int CountFiles(ReadOnlyMemory<byte> archive)
    {
        try
        {
            return ChartArchive.Read(archive, ArchiveLimits.Default).Count;
        }
        catch (ChartException)
        {
            return 0;
        }
    }

    private static void AssertRefused(byte[] archive, string expected, ArchiveLimits? limits = null)
    {
        var error = Assert.Throws<ChartException>(() => ChartArchive.Read(archive, limits ?? ArchiveLimits.Default));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
