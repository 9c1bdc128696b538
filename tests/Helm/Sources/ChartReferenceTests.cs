using Gimlet.Helm.Sources;

namespace Gimlet.Helm.Tests.Sources;

public sealed class ChartReferenceTests
{
    private const string Sha = "5ac6a5ba2a5e4b1c8a2d9f30e6c1b7d84f9a0c12";

    [Theory]
    [InlineData("demo", "https://charts.example/x/?token=s3", "1.x", "chart demo 1.x from https://charts.example/x/")]
    [InlineData("demo", "https://charts.example", null, "chart demo from https://charts.example/")]
    [InlineData("https://charts.example/a-1.tgz?sig=s3", null, "1", "chart https://charts.example/a-1.tgz")]
    [InlineData("https://charts.example/a.tar.gz", null, null, "chart https://charts.example/a.tar.gz")]
    [InlineData("oci://ghcr.io/a/b", null, "~1.2", "chart oci://ghcr.io/a/b ~1.2")]
    [InlineData("oci://localhost:5000/a/b:1.2.3_x", null, null, "chart oci://localhost:5000/a/b 1.2.3+x")]
    [InlineData("https://h.example/o/r.git", null, null, "chart https://h.example/o/r.git")]
    [InlineData(
        "https://h.example/o/r.git?path=/charts/x/&sha=" + Sha, null, null,
        "chart https://h.example/o/r.git, charts/x at " + Sha)]
    [InlineData("git@h.example:o/r.git?branch=a/b&path=x", null, null, "chart git@h.example:o/r.git, x at a/b")]
    [InlineData("ssh://git@h.example:22/o/r.git?tag=v1", null, null, "chart ssh://git@h.example:22/o/r.git at v1")]
    [InlineData("./charts/x", null, null, "chart ./charts/x")]
    [InlineData("charts/x.tgz", null, null, "chart charts/x.tgz")]
    public void Parse_Reference_SaysWhatItIs(string name, string? repository, string? version, string expected)
    {
        Assert.Equal(expected, ChartReference.Parse(name, repository, version).ToString());
    }

    [Theory]
    [InlineData("../a", "https://charts.example", "'../a' cannot be the name of a chart in 'https://charts.example'")]
    [InlineData("a", "file:///etc", "the chart's repository must be an http:// or https:// address: 'file:///etc'")]
    [InlineData("a", "https://u:s3cret@h.example/x", "'https://***@h.example/x' carries a user or a password")]
    [InlineData("https://u:s3cret@h.example/x.tgz", null, "'https://***@h.example/x.tgz' carries a user or a password")]
    [InlineData("https://s3cret@h.example/x.git", null, "'https://***@h.example/x.git' carries a user or a password")]
    [InlineData("ssh://u:s3cret@h.example/x.git", null, "'ssh://***@h.example/x.git' carries a user or a password")]
    [InlineData(
        "oci://u:s3cret@h.example/x", null, "'oci://***@h.example/x' is no reference of the form oci://host/path")]
    [InlineData("https://h.example/x?t=s3cret", null, "'https://h.example/x' is neither the address of a .tgz or .git")]
    [InlineData(
        "ftp://h.example/x.tgz", null, "the chart must be an http:// or https:// address: 'ftp://h.example/x.tgz'")]
    [InlineData("file:///etc/x.git", null, "the git repository must be an http:// or https:// address")]
    [InlineData("oci://h.example", null, "'oci://h.example' is no reference")]
    [InlineData("oci://h.example/a/../b", null, "'oci://h.example/a/../b' is no reference")]
    [InlineData(
        "ssh://-oProxyCommand=x/r.git", null, "'ssh://-oProxyCommand=x/r.git' is no address of a git repository")]
    [InlineData("https://h.example/r.git?path=../x", null, "the git address has a path that leads out: '../x'")]
    [InlineData("https://h.example/r.git?path=%2e%2e/x", null, "the git address has a path that leads out: '../x'")]
    [InlineData("https://h.example/r.git?sha=abc", null, "the git address has a sha that is none: 'abc'")]
    [InlineData("https://h.example/r.git?branch=a..b", null, "the git address has a branch that is none: 'a..b'")]
    [InlineData("https://h.example/r.git?tag=a&branch=b", null, "the git address names more than one")]
    [InlineData("https://h.example/r.git?ref=a", null, "the git address has an unknown parameter 'ref'")]
    [InlineData("", null, "the chart has no name")]
    public void Parse_Wrong_SaysWhyWithoutSecrets(string name, string? repository, string expected)
    {
        var error = Assert.Throws<ChartException>(() => ChartReference.Parse(name, repository));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TagAndVersion_MustAgree()
    {
        Assert.Throws<ChartException>(() => ChartReference.Parse("oci://h.example/a:1.0.0", null, "2.0.0"));
        Assert.Equal(
            ChartReference.Parse("oci://h.example/a:1.0.0"), ChartReference.Parse("oci://h.example/a", null, "1.0.0"));
    }

    [Fact]
    public void ToString_Credentials_AreNotPrinted()
    {
        var credentials = new HostCredentials { Host = "h.example", User = "u", Password = "s3cret" };

        Assert.Equal("HostCredentials { Host = h.example, User = u }", credentials.ToString());
    }
}
