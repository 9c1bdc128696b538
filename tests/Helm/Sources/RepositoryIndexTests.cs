using System.Text;
using Gimlet.Helm.Sources;

namespace Gimlet.Helm.Tests.Sources;

public sealed class RepositoryIndexTests
{
    private const string Index = """
        apiVersion: v1
        generated: "2026-01-01T00:00:00Z"
        other: {entries: {demo: [{version: 9.0.0, urls: [x]}]}}
        entries:
          demo:
          - annotations: {a: {b: [c, d]}}
            name: demo
            version: 1.2.0
            urls: [charts/demo-1.2.0.tgz, https://elsewhere.example/x.tgz]
            digest: 0123
          - version: 2.0.0-rc.1
            urls: [rc.tgz]
          - {version: 1.10.0, urls: [b.tgz], dependencies: [{name: x, version: 7.0.0}]}
          - version: 0.9.0
          - broken
          - urls: [no-version.tgz]
          empty: []
          "null":
        """;

    [Theory]
    [InlineData(null, "1.10.0")]
    [InlineData("1.2.0", "1.2.0")]
    [InlineData("~1.2", "1.2.0")]
    [InlineData("1.x", "1.10.0")]
    [InlineData(">=1.0.0 <1.5.0", "1.2.0")]
    [InlineData("2.0.0-rc.1", "2.0.0-rc.1")]
    [InlineData(">=1.0.0-0", "2.0.0-rc.1")]
    [InlineData("<1 || >9", "0.9.0")]
    public void Pick_Versions_AreHelms(string? version, string expected)
    {
        Assert.Equal(expected, Read(Index).Pick("demo", version).Version);
    }

    [Fact]
    public void Pick_Entry_HasAddressAndDigest()
    {
        Assert.Equal(
            new IndexedVersion("1.2.0", "charts/demo-1.2.0.tgz", "0123"), Read(Index).Pick("demo", "1.2.0"));
        Assert.Equal(new IndexedVersion("0.9.0", "", null), Read(Index).Pick("demo", "0.9.0"));
    }

    [Theory]
    [InlineData("demo", "3.x", "there is no version 3.x")]
    [InlineData("demo", "2.x", "there is no version 2.x")]
    [InlineData("demo", "latest", "'latest' is no version and no range of versions")]
    [InlineData("empty", null, "there is no version that is not a pre-release")]
    [InlineData("null", null, "the repository has no chart of this name")]
    [InlineData("other", null, "the repository has no chart of this name")]
    public void Pick_Nothing_SaysWhy(string chart, string? version, string expected)
    {
        var error = Assert.Throws<ChartException>(() => Read(Index).Pick(chart, version));

        Assert.Equal(expected, error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Not here</body></html>")]
    [InlineData("apiVersion: v1\n")]
    [InlineData("entries: {demo: [{version: 1.0.0]}")]
    [InlineData("- entries")]
    public void Read_SomethingElse_IsNoIndex(string content)
    {
        var error = Assert.Throws<ChartException>(() => Read(content));

        Assert.StartsWith("no index of a chart repository", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Json_IsAnIndexToo()
    {
        var index = Read("""{"entries": {"demo": [{"version": "1.0.0", "urls": ["a.tgz"]}]}}""");

        Assert.Equal("a.tgz", index.Pick("demo", null).Url);
    }

    [Fact]
    public void Read_Hostile_EndsEarly()
    {
        var nested = "entries: " + new string('[', 5_000_000);
        var many = "entries:\n  demo:\n" + string.Concat(Enumerable.Repeat("  - {version: 1}\n", 500_001));

        var deep = Assert.Throws<ChartException>(() => Read(nested));
        var long500k = Assert.Throws<ChartException>(() => Read(many));

        Assert.Contains("nested deeper than 100", deep.Message, StringComparison.Ordinal);
        Assert.Contains("more than 500000 versions", long500k.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://h.example/charts", "a.tgz", "https://h.example/charts/a.tgz")]
    [InlineData("https://h.example/charts/", "x/a.tgz", "https://h.example/charts/x/a.tgz")]
    [InlineData("https://h.example/charts", "/a.tgz", "https://h.example/a.tgz")]
    [InlineData("https://h.example/charts", "../a.tgz", "https://h.example/a.tgz")]
    [InlineData("https://h.example/charts", "http://o.example/a.tgz", "http://o.example/a.tgz")]
    [InlineData("https://h.example/charts?t=1", "a.tgz", "https://h.example/charts/a.tgz?t=1")]
    [InlineData("https://h.example/charts?t=1", "https://o.example/a.tgz", "https://o.example/a.tgz")]
    public void ArchiveAddress_Url_IsResolvedAsHelmDoes(string repository, string url, string expected)
    {
        Assert.Equal(expected, RepositorySource.ArchiveAddress(new Uri(repository), url).AbsoluteUri);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://h.example/a.tgz")]
    [InlineData("https://u:p@h.example/a.tgz")]
    public void ArchiveAddress_Strange_IsRefused(string url)
    {
        Assert.Throws<ChartException>(() =>
            RepositorySource.ArchiveAddress(new Uri("https://h.example"), url));
    }

    private static RepositoryIndex Read(string content) => RepositoryIndex.Read(Encoding.UTF8.GetBytes(content));
}
