using Gimlet.GitopsWriter.Rendering;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Tests.Rendering;

public sealed class ChartLocationTests
{
    [Theory]
    [InlineData("onechart", "https://charts.example")]
    [InlineData("https://charts.example/a-1.0.0.tgz", null)]
    [InlineData("https://charts.example/a-1.0.0.tgz?token=x", null)]
    [InlineData("oci://registry.example/charts/a", null)]
    public void Resolve_Remote_IsLeftAsItIs(string name, string? repository)
    {
        var resolved = ChartLocation.Resolve(new Chart { Name = name, Repository = repository }, "");

        Assert.Equal(name, resolved);
    }

    [Theory]
    [InlineData("-f", "https://charts.example", null, "chart.name must not start with '-'")]
    [InlineData(" --debug", null, null, "chart.name must not start with '-'")]
    [InlineData("a", "--repo-config=/x", null, "chart.repository must not start with '-'")]
    [InlineData("a", "https://charts.example", "-1", "chart.version must not start with '-'")]
    [InlineData("a", "file:///etc", null, "chart.repository must be an http:// or https:// address")]
    [InlineData("../a", "https://charts.example", null, "chart.name: '../a' cannot be a chart of")]
    [InlineData("/etc", "https://u:secret@charts.example", null, "chart.name: '/etc' cannot be a chart of https://***")]
    [InlineData("https://host/r.git?path=/charts/x/&sha=1", null, null, "chart.name: charts from git")]
    [InlineData("git@host:r.git", null, null, "chart.name: charts from git")]
    [InlineData("ftp://host/a.tgz", null, null, "chart.name: ftp://host/a.tgz is neither")]
    [InlineData("./charts/a", null, null, "chart.name: './charts/a' is a local path and CHARTS_PATH opens no folder")]
    public void Resolve_Refused_NamesTheField(string name, string? repository, string? version, string expected)
    {
        var chart = new Chart { Name = name, Repository = repository, Version = version };

        var error = Assert.Throws<RenderException>(() => ChartLocation.Resolve(chart, ""));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret", "leads out of CHARTS_PATH")]
    [InlineData("/etc/passwd", "leads out of CHARTS_PATH")]
    [InlineData("a/../../charts-of-others/x", "leads out of CHARTS_PATH")]
    [InlineData(".", "leads out of CHARTS_PATH")]
    [InlineData("missing", "there is no chart 'missing'")]
    public void Resolve_LocalPath_StaysBelowChartsPath(string name, string expected)
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<RenderException>(() => ChartLocation.Resolve(new Chart { Name = name }, folder.Path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
