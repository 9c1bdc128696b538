using System.Diagnostics;
using System.Text;
using Gimlet.Helm.Sources;

namespace Gimlet.Helm.Tests.Sources;

public sealed class ChartDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ChartDirectoryTests() => _folder.Write("demo/Chart.yaml", "name: demo\n");

    private string Chart => Path.Combine(_folder.Path, "demo");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Directory_HasEveryFileInOrder()
    {
        _folder.Write("demo/values.yaml", "\uFEFFa: 1\n");
        _folder.Write("demo/charts/sub/Chart.yaml", "name: sub\n");
        _folder.Write("demo/templates/b.yaml", "");
        _folder.Write("demo/templates/a.yaml", "kind: X\n");

        var files = ChartDirectory.Read(Chart, ArchiveLimits.Default);

        Assert.Equal(
            ["Chart.yaml", "charts/sub/Chart.yaml", "templates/a.yaml", "templates/b.yaml", "values.yaml"],
            files.Select(file => file.Path));
        Assert.Equal("a: 1\n", Encoding.UTF8.GetString(files.Find("values.yaml")!.Content.Span));
    }

    [Fact]
    public void Read_HelmIgnore_LeavesOutWhatItNames()
    {
        _folder.Write("demo/.helmignore", "*.bak\n/secret/\n");
        _folder.Write("demo/templates/a.yaml", "");
        _folder.Write("demo/templates/.swp", "");
        _folder.Write("demo/templates/a.yaml.bak", "");
        _folder.Write("demo/secret/key", "");
        _folder.Write("demo/docs/secret/key", "");

        var files = ChartDirectory.Read(Chart, ArchiveLimits.Default);

        Assert.Equal(
            [".helmignore", "Chart.yaml", "docs/secret/key", "templates/a.yaml"], files.Select(file => file.Path));
    }

    [Fact]
    public void Read_LinksWithin_AreFollowed()
    {
        _folder.Write("demo/files/a.txt", "a");
        File.CreateSymbolicLink(Path.Combine(Chart, "b.txt"), "files/a.txt");
        Directory.CreateSymbolicLink(Path.Combine(Chart, "more"), Path.Combine(Chart, "files"));

        var files = ChartDirectory.Read(Chart, ArchiveLimits.Default);

        Assert.Equal(["Chart.yaml", "b.txt", "files/a.txt", "more/a.txt"], files.Select(file => file.Path));
        Assert.Equal("a"u8.ToArray(), files[3].Content.ToArray());
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("nothing")]
    [InlineData("up/outside.txt")]
    [InlineData("..")]
    public void Read_LinksOut_AreRefused(string target)
    {
        _folder.Write("outside.txt", "secret");
        _folder.Write("demo/.helmignore", "up\n");
        Directory.CreateSymbolicLink(Path.Combine(Chart, "up"), "..");
        File.CreateSymbolicLink(Path.Combine(Chart, "x"), target);

        var error = Assert.Throws<ChartException>(() => ChartDirectory.Read(Chart, ArchiveLimits.Default));

        Assert.Equal("x is a link to nothing or to something outside the chart", error.Message);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("x")]
    public void Read_EndlessLinks_AreRefused(string target)
    {
        _folder.Write("demo/folder/a.txt", "");
        Directory.CreateSymbolicLink(Path.Combine(Chart, "folder", "x"), target);

        var error = Assert.Throws<ChartException>(() => ChartDirectory.Read(Chart, ArchiveLimits.Default));

        Assert.EndsWith("leads through more than 40 symbolic links", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DeepFolders_AreRefused()
    {
        _folder.Write($"demo/{string.Concat(Enumerable.Repeat("a/", 65))}x.txt", "");

        var error = Assert.Throws<ChartException>(() => ChartDirectory.Read(Chart, ArchiveLimits.Default));

        Assert.StartsWith(
            "folders of the chart are nested deeper than 64: a/a/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Pipe_IsNotWaitedFor()
    {
        using var mkfifo = Process.Start("mkfifo", Path.Combine(Chart, "pipe"));
        mkfifo.WaitForExit();

        var files = ChartDirectory.Read(Chart, ArchiveLimits.Default);

        Assert.Equal(0, files.Find("pipe")!.Content.Length);
    }

    [Fact]
    public void Read_Limits_NameWhatExceedsThem()
    {
        _folder.Write("demo/big.txt", new string('x', 101));

        AssertRefused(new ArchiveLimits { MaxFileBytes = 100 }, "big.txt is larger than 100 bytes");
        AssertRefused(new ArchiveLimits { MaxTotalBytes = 105 }, "the chart is larger than 105 bytes");
        AssertRefused(new ArchiveLimits { MaxFiles = 1 }, "the chart has more than 1 files");
    }

    [Fact]
    public void Read_NoChart_SaysSo()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));

        var empty = Assert.Throws<ChartException>(() =>
            ChartDirectory.Read(Path.Combine(_folder.Path, "empty"), ArchiveLimits.Default));
        var missing = Assert.Throws<ChartException>(() =>
            ChartDirectory.Read(Path.Combine(_folder.Path, "missing"), ArchiveLimits.Default));

        Assert.Equal("there is no Chart.yaml", empty.Message);
        Assert.StartsWith("there is no directory ", missing.Message, StringComparison.Ordinal);
    }

    private void AssertRefused(ArchiveLimits limits, string expected)
    {
        var error = Assert.Throws<ChartException>(() => ChartDirectory.Read(Chart, limits));

        Assert.Equal(expected, error.Message);
    }
}
