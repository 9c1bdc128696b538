using Gimlet.Kustomize.Selecting;

namespace Gimlet.Kustomize.Tests;

public sealed class WholeMatchTests
{
    [Theory]
    [InlineData("web", "web", true)]
    [InlineData("web", "web2", false)]
    [InlineData("web|api", "api", true)]
    [InlineData("web|api", "webapi", false)]
    [InlineData("^web$", "web", true)]
    [InlineData("we", "web", false)]
    [InlineData("web.*", "web\n", false)]
    [InlineData("(?i)WEB", "web", true)]
    [InlineData("(?P<name>w)eb", "web", true)]
    [InlineData("[[:alpha:]]+-[[:digit:]x]+", "web-1x2", true)]
    [InlineData("[[:alpha:]]+", "web1", false)]
    [InlineData("a{2,3}", "aaa", true)]
    public void Compile_Expression_MatchesTheWholeText(string pattern, string text, bool expected) =>
        Assert.Equal(expected, WholeMatch.Compile("name", pattern)!.IsMatch(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Compile_NoExpression_IsNone(string? pattern) => Assert.Null(WholeMatch.Compile("name", pattern));

    [Theory]
    [InlineData("(")]
    [InlineData("a**")]
    [InlineData("(?<=a)b")]
    [InlineData("[[:nope:]]")]
    [InlineData(@"\Qa\E")]
    public void Compile_NoExpressionOfRe2_IsAnErrorThatNamesTheField(string pattern)
    {
        var error = Assert.Throws<KustomizeException>(() => WholeMatch.Compile("name", pattern));

        Assert.StartsWith($"name \"{pattern}\" is no regular expression", error.Message, StringComparison.Ordinal);
    }
}
