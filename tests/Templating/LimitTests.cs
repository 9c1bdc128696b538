using Gimlet.Templating.Sprig;

namespace Gimlet.Templating.Tests;

/// <summary>Hostile templates end in an error soon, and the process lives.</summary>
public sealed class LimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private const int Many = 100_000;

    private static readonly TemplateOptions Options = new() { Functions = SprigFunctions.All };

    public static TheoryData<string, string> Deep() => new()
    {
        { "parentheses", $"{{{{ {Repeat("(", Many)} 1 {Repeat(")", Many)} }}}}" },
        { "open parentheses", $"{{{{ {Repeat("(", Many)}" },
        { "blocks", Repeat("{{ if true }}", Many) + Repeat("{{ end }}", Many) },
        { "open blocks", Repeat("{{ range . }}", Many) },
        { "else if", "{{ if true }}" + Repeat("{{ else if true }}", Many) + "{{ end }}" },
        { "else with", "{{ with true }}" + Repeat("{{ else with true }}", Many) + "{{ end }}" },
        { "templates", Repeat("{{ block \"a\" . }}", Many) },
    };

    [Theory]
    [MemberData(nameof(Deep))]
    public void Nesting_BeyondTheLimit_IsALimitError(string name, string text)
    {
        var exception = Assert.Throws<TemplateLimitException>(() => Template.Parse(name, text, Options));

        Assert.Contains("nested more than 1000 deep", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_WithinTheLimit_IsExecuted()
    {
        var text = $"{{{{ {Repeat("(", 900)} 1 {Repeat(")", 900)} }}}}";

        Assert.Equal("1", Template.Parse("t", text, Options).Execute(null, Token));
    }

    [Theory]
    [InlineData("{{ repeat 1073741824 \"a\" }}")]
    [InlineData("{{ repeat 9223372036854775807 \"abc\" }}")]
    [InlineData("{{ indent 1073741824 \"a\" }}")]
    [InlineData("{{ \"\\n\\n\\n\" | indent 10000000 }}")]
    [InlineData("{{ $x := repeat 1000000 \"a\" }}{{ replace \"\" $x $x }}")]
    [InlineData("{{ $x := repeat 100000 \"a\" }}{{ regexReplaceAll \"a\" $x $x }}")]
    [InlineData("{{ $x := repeat 1000000 \"a\" }}{{ range 100 }}{{ $x }}{{ end }}")]
    [InlineData("{{ $x := \"aa\" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}")]
    [InlineData("{{ $x := \"aa\" }}{{ range 100 }}{{ $x = list $x $x }}{{ end }}{{ print $x }}")]
    [InlineData("{{ $x := \"aa\" }}{{ range 100 }}{{ $x = list $x $x }}{{ end }}{{ $x }}")]
    [InlineData("{{ $l := list }}{{ range 1000000 }}{{ $l = list (repeat 1000000 \"a\") $l }}{{ end }}")]
    [InlineData("{{ range 30 }}{{ printf \"%1000000d\" 1 }}{{ end }}")]
    [InlineData("{{ range 9223372036854775807 }}xxxxxxxxxx{{ end }}")]
    public void Size_BeyondTheLimit_IsALimitError(string text)
    {
        var exception = Assert.Throws<TemplateLimitException>(
            () => Template.Parse("t", text, Options).Execute(null, Token));

        Assert.Contains("limit of ", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("template: t:1:", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ range 9223372036854775807 }}{{ end }}")]
    [InlineData("{{ range 9223372036854775807 }}{{ $x := 1 }}{{ end }}")]
    [InlineData(
        "{{ define \"a\" }}{{ range 1000000000 }}{{ end }}{{ end }}{{ range 99 }}{{ template \"a\" }}{{ end }}")]
    public async Task Endless_Execution_EndsWhenCancelled(string text)
    {
        using var source = new CancellationTokenSource();
        var template = Template.Parse("t", text, Options);

        var execution = Task.Run(() => template.Execute(null, source.Token), Token);
        Assert.False(execution.IsCompleted);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => execution);
    }

    [Fact]
    public void Value_NestedBeyondTheStack_IsAnError()
    {
        const string text = "{{ $x := list }}{{ range 10000 }}{{ $x = list $x }}{{ end }}{{ $x }}";

        var template = Template.Parse("t", text, Options);

        var exception = Assert.ThrowsAny<TemplateException>(() => template.Execute(null, Token));

        Assert.Contains("nested too deep", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_ThatContainsItself_IsAnErrorWhenPrinted()
    {
        var map = new Dictionary<string, object?>();
        map["self"] = map;

        Assert.ThrowsAny<TemplateException>(() => Template.Parse("t", "{{ . }}").Execute(map, Token));
        Assert.ThrowsAny<TemplateException>(() => Template.Parse("t", "{{ printf \"%v\" . }}").Execute(map, Token));
    }

    [Fact]
    public void Regex_ThatWouldBacktrack_EndsSoon()
    {
        const string text = "{{ regexMatch \"^(a+)+$\" (print (repeat 50000 \"a\") \"b\") }}";

        Assert.Equal("false", Template.Parse("t", text, Options).Execute(null, Token));
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
