namespace Gimlet.Templating.Tests;

public sealed class TemplateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, object?> Data = new()
    {
        ["name"] = "demo",
        ["long"] = 5L,
        ["int"] = 7,
        ["ulong"] = 18446744073709551615UL,
        ["list"] = new List<object?> { "a", "b", "c" },
        ["map"] = new Dictionary<string, object?> { ["x"] = 1L, ["nil"] = null },
        ["files"] = new Dictionary<string, object?>
        {
            ["Get"] = new TemplateFunction(
                "Get", [ParameterType.Text], null, static (_, arguments) => $"<{arguments.Text(0)}>"),
        },
    };

    [Theory]
    [InlineData("{{ .missing }}", MissingKey.Default, "<no value>")]
    [InlineData("{{ .missing }}", MissingKey.Zero, "<no value>")]
    [InlineData("{{ .missing.x.y }}", MissingKey.Default, "<no value>")]
    [InlineData("{{ if .missing.x }}a{{ else }}b{{ end }}", MissingKey.Default, "b")]
    [InlineData("{{ .map.nil }}", MissingKey.Error, "<no value>")]
    public void MissingKey_Tolerated_PrintsNoValue(string text, MissingKey missingKey, string expected) =>
        Assert.Equal(expected, Execute(text, missingKey));

    [Theory]
    [InlineData("{{ .missing }}", MissingKey.Error, "<.missing>: map has no entry for key \"missing\"")]
    [InlineData("{{ .map.y.z }}", MissingKey.Error, "<.map.y.z>: map has no entry for key \"y\"")]
    [InlineData("{{ .missing.x }}", MissingKey.Zero, "<.missing.x>: nil pointer evaluating interface {}.x")]
    [InlineData("{{ .map.nil.x }}", MissingKey.Default, "<.map.nil.x>: nil pointer evaluating interface {}.x")]
    [InlineData("{{ (index .map \"q\").x }}", MissingKey.Error, ": nil data; no entry for key \"x\"")]
    public void MissingKey_NotTolerated_IsAnErrorThatNamesIt(string text, MissingKey missingKey, string expected)
    {
        var exception = Assert.Throws<TemplateException>(() => Execute(text, missingKey));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ slice \"hello\" 1 3 }} {{ slice .list 1 }} {{ slice .list 0 1 2 }}", "el [b c] [a]")]
    [InlineData("{{ len (slice \"é\" 0 1) }}", "1")]
    [InlineData("{{ printf \"%T %T %T %T\" 1 .long .int .ulong }}", "int int64 int uint64")]
    [InlineData("{{ eq 5 .long }} {{ lt .long .ulong }} {{ gt .ulong 1 }}", "true true true")]
    [InlineData("{{ .ulong }}", "18446744073709551615")]
    [InlineData("{{ range .long }}{{ . }}{{ end }}", "01234")]
    [InlineData("{{ .files.Get \"x\" }}{{ \"y\" | .files.Get }}{{ (.files.Get \"z\") | len }}", "<x><y>3")]
    [InlineData("{{ call .files.Get }}", null)]
    [InlineData("{{ define \"a\" }}[{{ . }}{{ $ }}]{{ end }}{{ template \"a\" .name }}", "[demodemo]")]
    [InlineData("{{ define \"a\" }}[{{ . }}]{{ end }}{{ template \"a\" }}", "[<no value>]")]
    [InlineData("{{ block \"b\" .name }}<{{ . }}>{{ end }}{{ template \"b\" 3 }}", "<demo><3>")]
    [InlineData("{{ $x := 1 }}{{ range .list }}{{ $x = . }}{{ end }}{{ $x }}", "c")]
    public void Execute_GivesWhatGoGives(string text, string? expected)
    {
        if (expected is null)
        {
            Assert.Throws<TemplateException>(() => Execute(text));
        }
        else
        {
            Assert.Equal(expected, Execute(text));
        }
    }

    [Theory]
    [InlineData("{{ slice .list 2 1 }}", 1, 3, "<slice .list 2 1>: error calling slice: invalid slice index: 2 > 1")]
    [InlineData("{{ slice \"abc\" 5 }}", 1, 3, "error calling slice: index out of range: 5")]
    [InlineData("{{ slice \"abc\" 0 1 2 }}", 1, 3, "error calling slice: cannot 3-index slice a string")]
    [InlineData("{{ slice 3 }}", 1, 3, "error calling slice: can't slice item of type int")]
    [InlineData("{{ slice nil }}", 1, 3, "error calling slice: slice of untyped nil")]
    [InlineData("a\nbé{{ .name.x }}", 2, 11, "<.name.x>: can't evaluate field x in type interface {}")]
    [InlineData("{{ .files.Get }}", 1, 9, "<.files.Get>: wrong number of args for Get: want 1 got 0")]
    [InlineData("{{ .files.Get 1 }}", 1, 14, "<1>: expected string; found 1")]
    [InlineData("{{ print .files.Get }}", 1, 15, "wrong number of args for Get: want 1 got 0")]
    public void Execute_OfAMistake_TellsPlaceAndCause(string text, int line, int column, string expected)
    {
        var exception = Assert.Throws<TemplateException>(() => Execute(text));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith($"template: t:{line}:{column}: executing \"t\" at <", exception.Message);
        Assert.Equal(("t", line, column), (exception.TemplateName, exception.Line, exception.Column));
    }

    [Fact]
    public void Delimiters_OfTheOptions_AreUsed()
    {
        var options = new TemplateOptions { LeftDelimiter = "<%", RightDelimiter = "%>" };

        var output = Template.Parse("t", "{{ <%- /* no */ -%> <% .name -%> }}", options).Execute(Data, Token);

        Assert.Equal("{{demo}}", output);
    }

    [Fact]
    public void Function_OfTheOptions_ReplacesABuiltInOne()
    {
        var functions = new FunctionMap { { "len", [ParameterType.Any], static (_, _) => "x" } };
        var options = new TemplateOptions { Functions = functions };

        Assert.Equal("x", Template.Parse("t", "{{ len 1 }}", options).Execute(null, Token));
    }

    [Fact]
    public void ParseError_HasLineAndName()
    {
        var exception = Assert.Throws<TemplateException>(() => Template.Parse("t", "\n\n{{ nope }}"));

        Assert.Equal("template: t:3: function \"nope\" not defined", exception.Message);
        Assert.Equal(("t", 3), (exception.TemplateName, exception.Line));
    }

    private static string Execute(string text, MissingKey missingKey = MissingKey.Default) =>
        Template.Parse("t", text, new TemplateOptions { MissingKey = missingKey })
            .Execute(Data, Token);
}
