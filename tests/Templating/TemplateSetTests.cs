using Gimlet.Templating.Sprig;

namespace Gimlet.Templating.Tests;

public sealed class TemplateSetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly TemplateOptions Options = new()
    {
        Functions = SprigFunctions.All.With(new FunctionMap
        {
            { "include", [ParameterType.Text, ParameterType.Any], static (context, arguments) =>
                context.Execute(arguments.Text(0), arguments[1]) },
            { "tpl", [ParameterType.Text, ParameterType.Any], static (context, arguments) =>
                context.ExecuteText("gotpl", arguments.Text(0), arguments[1]) },
        }),
        Limits = new TemplateLimits { MaxDepth = 50 },
    };

    [Fact]
    public void Templates_OfSeveralTexts_InvokeEachOther()
    {
        var set = Parse(
            ("helpers", "{{ define \"name\" }}<{{ . }}>{{ end }}"),
            ("main", "{{ include \"name\" 1 | indent 1 }}"));

        Assert.Equal(" <1>", set.Execute("main", null, Token));
        Assert.True(set.Contains("name"));
        Assert.Equal(["helpers", "main", "name"], set.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Definition_InALaterText_ReplacesUnlessEmpty()
    {
        var first = ("x", "{{ define \"a\" }}1{{ end }}");
        var main = ("m", "{{ template \"a\" }}");

        var replaced = Parse(first, ("y", "{{ define \"a\" }}2{{ end }}"), main);
        var kept = Parse(first, ("y", "{{ define \"a\" }} {{ end }}"), main);

        Assert.Equal("2", replaced.Execute("m", null, Token));
        Assert.Equal("1", kept.Execute("m", null, Token));
    }

    [Fact]
    public void Text_ExecutedWithin_SeesAllTemplatesAndKeepsItsOwn()
    {
        var set = Parse(
            ("helpers", "{{ define \"h\" }}H{{ end }}"),
            ("main", "{{ tpl .text . }}"));
        var text = "{{ define \"own\" }}O{{ end }}{{ include \"h\" . }}{{ include \"own\" . }}{{ .x }}";
        var data = new Dictionary<string, object?> { ["x"] = 1L, ["text"] = text };

        Assert.Equal("HO1", set.Execute("main", data, Token));
        Assert.False(set.Contains("own"));
    }

    [Fact]
    public void BlankText_ExecutedWithinAText_IsBlankAndNotTheTextAround()
    {
        var set = Parse(("main", "{{ tpl .text . }}"));
        var data = new Dictionary<string, object?> { ["text"] = "<{{ tpl \" \" . }}>" };

        Assert.Equal("< >", set.Execute("main", data, Token));
    }

    [Fact]
    public void Execution_OfSeveralTemplates_SharesItsBudget()
    {
        var set = Parse(("main", "{{ . }}: 12345"));
        using var execution = set.Begin(new TemplateLimits { MaxTotalLength = 20 }, Token);

        Assert.Equal("1: 12345", execution.Execute("main", 1L));
        Assert.Equal("2: 12345", execution.Execute("main", 2L));
        Assert.Throws<TemplateLimitException>(() => execution.Execute("main", null));
    }

    [Fact]
    public void Error_WithinAFunction_NamesBothPlaces()
    {
        var set = Parse(("main", "{{ define \"a\" }}{{ fail \"stop\" }}{{ end }}x{{ include \"a\" . }}"));

        var exception = Assert.Throws<TemplateException>(() => set.Execute("main", null, Token));

        Assert.Equal(
            "template: main:1:46: executing \"main\" at <include \"a\" .>: error calling include: "
            + "template: main:1:19: executing \"a\" at <fail \"stop\">: error calling fail: stop",
            exception.Message);
    }

    [Theory]
    [InlineData("nope", "template: no template \"nope\"")]
    [InlineData("main", "error calling include: template: no template \"nope\" associated with template \"main\"")]
    public void UnknownTemplate_IsAnErrorThatNamesIt(string name, string expected)
    {
        var set = Parse(("main", "{{ include \"nope\" . }}"));

        var exception = Assert.Throws<TemplateException>(() => set.Execute(name, null, Token));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}")]
    [InlineData("{{ define \"a\" }}{{ include \"a\" . }}{{ end }}{{ template \"a\" }}")]
    [InlineData("{{ tpl .text . }}")]
    public void Recursion_WithoutEnd_IsALimitError(string text)
    {
        var data = new Dictionary<string, object?> { ["text"] = "{{ tpl .text . }}" };

        var exception = Assert.Throws<TemplateLimitException>(() => Parse(("main", text)).Execute("main", data, Token));

        Assert.Contains("exceeded maximum template depth (50)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, exception.Line);
    }

    private static TemplateSet Parse(params (string Name, string Text)[] texts) =>
        TemplateSet.Parse(texts.Select(static text => KeyValuePair.Create(text.Name, text.Text)), Options);
}
