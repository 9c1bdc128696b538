using Gimlet.Helm.Rendering;

namespace Gimlet.Helm.Tests.Rendering;

public sealed class ManifestSplitterTests
{
    [Theory]
    [InlineData("a: 1", "a: 1")]
    [InlineData("---\na: 1\n---\nb: 2\n", "a: 1|b: 2")]
    [InlineData("\n\n---\n\n---\n\n", "---")]
    [InlineData("a: 1\n--- \t\n\n\nb: 2", "a: 1|b: 2")]
    [InlineData("a: 1\n---b: 2", "a: 1|b: 2")]
    [InlineData("a: 1\n----\nb: 2", "a: 1|-\nb: 2")]
    [InlineData("a: |\n  ---\n  x", "a: |\n  ---\n  x")]
    [InlineData("a: 1\n---\n---\nb: 2", "a: 1|---\nb: 2")]
    [InlineData("# only\n---\na: 1", "# only|a: 1")]
    public void Text_WithSeparators_IsPartedAsHelmParts(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', ManifestSplitter.Split(text)));
}
