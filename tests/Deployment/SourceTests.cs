namespace Gimlet.Deployment.Tests;

public sealed class SourceTests
{
    // As .editorconfig says, which no analyzer heeds.
    private const int Columns = 120;

    [Fact]
    public void Sources_HaveNoLineBeyondTheLastColumn()
    {
        var sources = SourceTree.Sources("", "*.cs").ToList();

        var tooLong = sources.SelectMany(path => File.ReadLines(path)
            .Select((line, index) => (line, index))
            .Where(entry => entry.line.Length > Columns)
            .Select(entry => $"{path}:{entry.index + 1}"));

        Assert.True(sources.Count > 500, "the sources are somewhere else");
        Assert.Empty(tooLong);
    }
}
