using Gimlet.Helm.Sources;

namespace Gimlet.Helm.Tests.Sources;

public sealed class IgnoreRulesTests
{
    [Theory]
    [InlineData("helm.txt", "helm.txt", true)]
    [InlineData("helm.txt", "docs/helm.txt", true)]
    [InlineData("helm.*", "docs/helm.txt", true)]
    [InlineData("helm.*", "helm/txt", false)]
    [InlineData("/docs/*.md", "docs/a.md", true)]
    [InlineData("/docs/*.md", "docs/a/b.md", false)]
    [InlineData("docs/*.md", "x/docs/a.md", false)]
    [InlineData("/a.md", "docs/a.md", false)]
    [InlineData("*.[ch]", "a.c", true)]
    [InlineData("*.[^ch]", "a.c", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData(@"\#a", "#a", true)]
    [InlineData("# a comment", "# a comment", false)]
    [InlineData("  spaced  ", "spaced", true)]
    [InlineData("docs/", "docs", false)]
    [InlineData("docs/", "docs/", true)]
    [InlineData("/docs/", "x/docs/", false)]
    [InlineData("!keep.txt", "keep.txt", false)]
    [InlineData("!keep.txt", "other.txt", true)]
    [InlineData("!docs/", "file", true)]
    [InlineData("", "templates/.hidden", true)]
    [InlineData("", "templates/.", false)]
    [InlineData("", "templates/a/.hidden", false)]
    [InlineData("", ".hidden", false)]
    [InlineData("*ab*", "xxaabb", true)]
    [InlineData("*a*b*c", "aabbcc", true)]
    [InlineData("*a*b*c", "aabbcd", false)]
    public void Ignores_Rule_AppliesAsHelmHasIt(string rule, string path, bool expected)
    {
        // A path that ends with a slash stands for a directory here.
        var ignores = IgnoreRules.Parse(rule).Ignores(path.TrimEnd('/'), path.EndsWith('/'));

        Assert.Equal(expected, ignores);
    }

    [Theory]
    [InlineData("a\n**/b", ".helmignore, line 2: double-star (**) syntax is not supported")]
    [InlineData("[a", ".helmignore, line 1: '[a' is no pattern")]
    [InlineData("[]", ".helmignore, line 1: '[]' is no pattern")]
    [InlineData("a\\", ".helmignore, line 1: 'a\\' is no pattern")]
    public void Parse_WrongRule_NamesItsLine(string rules, string expected)
    {
        var error = Assert.Throws<ChartException>(() => IgnoreRules.Parse(rules));

        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Ignores_ManyStars_IsNotExponential()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 60)) + "*b";

        Assert.False(IgnoreRules.Parse(pattern).Ignores(new string('a', 5000), false));
    }
}
