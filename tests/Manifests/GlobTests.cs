using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;

namespace Gimlet.Manifests.Tests;

public sealed class GlobTests
{
    [Theory]
    [InlineData("main", "main", true)]
    [InlineData("main", "Main", false)]
    [InlineData("main", "maint", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "feature/a/b", true)]
    [InlineData("feature/*", "feature/", true)]
    [InlineData("feature/*", "feature", false)]
    [InlineData("v*.*", "v1.2.3", true)]
    [InlineData("a**b", "ab", true)]
    [InlineData("v?", "v1", true)]
    [InlineData("v?", "v", false)]
    [InlineData("v?", "v😀", true)]
    [InlineData("[abc]x", "bx", true)]
    [InlineData("[abc]x", "dx", false)]
    [InlineData("v[0-9].[0-9a-f]", "v1.c", true)]
    [InlineData("[!a]x", "bx", true)]
    [InlineData("[!a]x", "ax", false)]
    [InlineData("[^a]", "^", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData(@"[\]]", "]", true)]
    [InlineData(@"[\!a]", "!", true)]
    [InlineData("{main,release/*}", "release/1", true)]
    [InlineData("{main,release/*}", "mainrelease/1", false)]
    [InlineData("{a,b{c,d*}}e", "bdxxe", true)]
    [InlineData("{a,b{c,d*}}e", "be", false)]
    [InlineData("x{,y}", "x", true)]
    [InlineData("{*,b}c", "aac", true)]
    [InlineData("a,b", "a,b", true)]
    [InlineData(@"\*", "*", true)]
    [InlineData(@"\*", "x", false)]
    [InlineData(@"\!main", "!main", true)]
    [InlineData("!main", "main", false)]
    [InlineData("!main", "other", true)]
    [InlineData("!feature/*", "feature/x", false)]
    [InlineData("!feature/*", "", true)]
    [InlineData("!!x", "!x", false)]
    [InlineData("!!x", "x", true)]
    [InlineData("ärger/*", "ärger/ö", true)]
    public void IsMatch_Text_FollowsTheDialect(string pattern, string text, bool expected)
    {
        Assert.Equal(expected, Glob.Parse(pattern).IsMatch(text));
    }

    [Theory]
    [InlineData("*[DEPLOY: myapp]*", "fix: x [DEPLOY: myapp]", true)]
    [InlineData("*[DEPLOY: myapp]*", "fix: D", false)]
    [InlineData("[ab]", "a", false)]
    [InlineData("*]", "[]", true)]
    [InlineData("*", "line one\nline two", true)]
    public void IsMatch_LiteralBrackets_MatchesThem(string pattern, string text, bool expected)
    {
        Assert.Equal(expected, Glob.Parse(pattern, literalBrackets: true).IsMatch(text));
    }

    [Theory]
    [InlineData("", "the pattern \"\" is empty")]
    [InlineData("!", "the pattern \"!\" is empty")]
    [InlineData("a[bc", "the pattern \"a[bc\" is bad: \"[\" at character 2 is not closed")]
    [InlineData("[]", "the pattern \"[]\" is bad: \"[\" at character 1 is an empty set")]
    [InlineData("[z-a]", "the pattern \"[z-a]\" is bad: \"[\" at character 1 holds the range z-a, which is backwards")]
    [InlineData("{a,b", "the pattern \"{a,b\" is bad: \"{\" at character 1 is not closed")]
    [InlineData("!a}", "the pattern \"!a}\" is bad: \"}\" at character 3 closes nothing")]
    [InlineData("a]", "the pattern \"a]\" is bad: \"]\" at character 2 closes nothing")]
    [InlineData(@"a\", "the pattern \"a\\\" is bad: \"\\\" at character 2 has no character after it")]
    [InlineData(@"[a\", "the pattern \"[a\\\" is bad: \"\\\" at character 3 has no character after it")]
    public void Parse_BadPattern_NamesIt(string pattern, string expected)
    {
        var error = Assert.Throws<ManifestException>(() => Glob.Parse(pattern));

        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Parse_TooLongOrTooDeep_IsRefused()
    {
        var tooLong = Assert.Throws<ManifestException>(() => Glob.Parse(new string('a', Glob.MaxLength + 1)));
        var tooDeep = Assert.Throws<ManifestException>(() => Glob.Parse(new string('{', 17) + new string('}', 17)));

        Assert.Contains("is longer than 2048 characters", tooLong.Message, StringComparison.Ordinal);
        Assert.Contains("is nested more than 16 deep", tooDeep.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*a")]
    [InlineData("a*")]
    [InlineData("*?")]
    [InlineData("{*a,*}")]
    public void IsMatch_PatternMadeToBacktrack_IsQuick(string part)
    {
        var repeats = Math.Min(1000, (Glob.MaxLength - 1) / part.Length);
        var glob = Glob.Parse(string.Concat(Enumerable.Repeat(part, repeats)) + "b");
        var text = new string('a', 10_000);
        var watch = Stopwatch.StartNew();

        Assert.False(glob.IsMatch(text));

        // A backtracking matcher would need longer than the universe is old.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    [Fact]
    public void IsMatch_AnyPattern_AgreesWithRegularExpressions()
    {
        var leaf = Gen.OneOf("a", "b", "*", "?", "[ab]", "[!a]", "[a-c]", @"\*", "**");
        var pattern = Gen.Recursive<string>((depth, inner) => Gen.OneOf(
            leaf,
            depth > 3 ? leaf : Gen.Select(inner, inner, (left, right) => left + right),
            depth > 3 ? leaf : Gen.Select(inner, inner, (left, right) => $"{{{left},{right}}}")));
        var text = Gen.String[Gen.OneOf('a', 'b', 'c', '*'), 0, 8];

        Gen.Select(pattern, Gen.Bool, text).Sample(
            (glob, negated, input) =>
            {
                var matches = Regex.IsMatch(input, ToRegex(glob), RegexOptions.CultureInvariant);
                Assert.Equal(matches != negated, Glob.Parse((negated ? "!" : "") + glob).IsMatch(input));
            },
            iter: 20_000);
    }

    /// <summary>The naive translation, for patterns of the generator above.</summary>
    private static string ToRegex(string glob)
    {
        var regex = new StringBuilder(@"\A");
        for (var index = 0; index < glob.Length; index++)
        {
            regex.Append(glob[index] switch
            {
                '*' => "(?s:.*)",
                '?' => "(?s:.)",
                '{' => "(?:",
                '}' => ")",
                ',' => "|",
                '!' => "^",
                '\\' => "\\" + glob[++index],
                var other => other,
            });
        }

        return regex.Append(@"\z").ToString();
    }
}
