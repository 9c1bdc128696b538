using Gimlet.Helm.Rendering;

namespace Gimlet.Helm.Tests.Rendering;

public sealed class FileGlobTests
{
    [Theory]
    [InlineData("*", "a.txt", true)]
    [InlineData("*", "a/b.txt", false)]
    [InlineData("**", "a/b.txt", true)]
    [InlineData("a/**.txt", "a/b/c.txt", true)]
    [InlineData("a/*", "a/", true)]
    [InlineData("?", "/", false)]
    [InlineData("[ab]", "b", true)]
    [InlineData("[!ab]", "b", false)]
    [InlineData("[a-c]", "b", true)]
    [InlineData("[!a-c]", "d", true)]
    [InlineData("{a,b*}.txt", "bc.txt", true)]
    [InlineData("{a,{b,c}}", "c", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("a,b}", "a,b}", true)]
    [InlineData("[a", "anything/at all", true)]
    [InlineData("{a", "anything/at all", true)]
    [InlineData("[]", "anything/at all", true)]
    public void Pattern_OnAPath_MatchesAsInHelm(string pattern, string path, bool expected) =>
        Assert.Equal(expected, FileGlob.Parse(pattern).IsMatch(path));
}
