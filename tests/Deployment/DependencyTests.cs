using System.Text.RegularExpressions;

namespace Gimlet.Deployment.Tests;

public sealed partial class DependencyTests
{
    private static readonly string Versions = SourceTree.Read("Directory.Packages.props");

    [Fact]
    public void Packages_OfTheSolution_AreExplained()
    {
        var used = Package().Matches(Versions).Select(match => match.Groups[1].Value);
        var explained = Row().Matches(SourceTree.Read("docs", "dependencies.md"))
            .SelectMany(match => match.Groups[1].Value.Split(", "));

        Assert.Equal(used.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Bus_IsOnItsLastFreeLine()
    {
        var lines = BusVersion().Matches(Versions).Select(match => match.Groups[1].Value);

        Assert.Equal(["8", "8", "8"], lines);
    }

    [GeneratedRegex("""<PackageVersion Include="([^"]+)" """)]
    private static partial Regex Package();

    [GeneratedRegex("""Include="MassTransit[^"]*" Version="(\d+)\.""")]
    private static partial Regex BusVersion();

    [GeneratedRegex(@"^\| ([A-Za-z][^|]*\S) \| (?!licence)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
