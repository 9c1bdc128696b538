using System.Globalization;
using System.Text;

namespace Gimlet.Helm.Tests.Rendering;

/// <summary>Charts that want too much: each ends in an error that says where, and soon.</summary>
public sealed class RenderLimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Hostile { get; } = new()
    {
        { "{{ define \"a\" }}{{ include \"a\" . }}{{ end }}{{ include \"a\" . }}", "exceeded maximum template depth" },
        { "{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}", "exceeded maximum template depth" },
        { "{{ tpl .Values.self . }}", "exceeded maximum template depth" },
        { "{{ repeat 1000000000 \"x\" }}", "longer than the limit" },
        { "{{ range until 2000000000 }}x{{ end }}", "the limit" },
        { "{{ range 9223372036854775807 }}{{ print \"0123456789\" }}{{ end }}", "the limit of" },
        { "{{ $x := \"xxxxxxxxxx\" }}{{ range 60 }}{{ $x = print $x $x }}{{ end }}", "the limit" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Template_ThatWantsTooMuch_IsAnErrorThatNamesIt(string template, string expected)
    {
        var chart = ChartOf(("templates/hostile.yaml", template));

        var request = Request() with { Limits = new RenderLimits { Memory = 16 * 1024 * 1024 } };

        var exception = Assert.Throws<ChartException>(() => chart.Render(request, Token));

        Assert.Contains("app/templates/hostile.yaml", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.True(exception.Message.Length < 2000, "the message is as long as the recursion is deep");
    }

    [Fact]
    public void Template_ThatNeverEnds_IsStoppedByTheTimeLimit()
    {
        var chart = ChartOf(("templates/a.yaml", "{{ range 9223372036854775807 }}{{ end }}"));
        var request = Request() with { Limits = new RenderLimits { Time = TimeSpan.FromMilliseconds(50) } };

        var exception = Assert.Throws<ChartException>(() => chart.Render(request, Token));

        Assert.Equal("rendering chart app took longer than 00:00:00.0500000", exception.Message);
    }

    [Fact]
    public void Rendering_ThatIsCancelled_IsNoChartError()
    {
        var chart = ChartOf(("templates/a.yaml", "a: b"));

        Assert.ThrowsAny<OperationCanceledException>(() => chart.Render(Request(), new CancellationToken(true)));
    }

    [Fact]
    public void Templates_TogetherOverTheMemoryLimit_AreAnError()
    {
        var text = new string('x', 1000);
        var chart = ChartOf(("templates/a.yaml", $"a: {text}"), ("templates/b.yaml", $"b: {text}"));
        var request = Request() with { Limits = new RenderLimits { Memory = 8000 } };
        var tight = request with { Limits = new RenderLimits { Memory = 3000 } };

        Assert.NotEmpty(chart.Render(request, Token).Documents);
        Assert.Throws<ChartException>(() => chart.Render(tight, Token));
    }

    [Fact]
    public void Schema_ThatRefersToItself_IsAnError()
    {
        var chart = ChartOf(("values.schema.json", "{\"allOf\": [{\"$ref\": \"#\"}]}"));

        var exception = Assert.Throws<ChartException>(() => chart.Render(Request(), Token));

        Assert.Contains("schemas refer to each other without an end", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_WithACatastrophicPattern_IsChecked()
    {
        var chart = ChartOf(
            ("values.schema.json", "{\"properties\": {\"a\": {\"pattern\": \"^(a+)+$\"}}}"),
            ("values.yaml", $"a: {new string('a', 10_000)}b"));

        var exception = Assert.Throws<ChartException>(() => chart.Render(Request(), Token));

        Assert.Contains("does not match pattern '^(a+)+$'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_WithAPatternThatTakesTooLong_IsAnError()
    {
        var chart = ChartOf(
            ("values.schema.json", "{\"properties\": {\"a\": {\"pattern\": \"^(a+)+\\\\b!\"}}}"),
            ("values.yaml", $"a: {new string('a', 50)}é\n"));

        var exception = Assert.Throws<ChartException>(() => chart.Render(Request(), Token));

        Assert.Contains("took too long", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_ThatRefersToAnotherHost_IsNotFetched()
    {
        var chart = ChartOf(
            ("values.schema.json", "{\"properties\": {\"a\": {\"$ref\": \"http://127.0.0.1:1/x.json\"}}}"),
            ("values.yaml", "a: 1"));

        Assert.Empty(chart.Render(Request(), Token).Documents);
    }

    [Fact]
    public void Charts_InChartsWithoutAnEnd_AreAnError()
    {
        var files = Enumerable.Range(0, 300).Select(depth => (
            string.Concat(Enumerable.Repeat("charts/c/", depth)) + "Chart.yaml",
            "apiVersion: v2\nname: c\nversion: 1.0.0"));

        var exception = Assert.Throws<ChartException>(() => Chart.Load(Files([.. files])));

        Assert.EndsWith("charts are nested more than 100 deep", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_WithABillionAliases_AreAnError()
    {
        var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 10; i++)
        {
            var aliases = string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9));
            yaml.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} [{aliases}]\n");
        }

        var exception = Assert.Throws<ChartException>(() => ChartValues.Read(yaml.ToString()));

        Assert.Contains("document contains excessive aliasing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dependencies_ThatAreCyclic_CannotBeExpressedInFiles()
    {
        // A chart contains the charts that it depends on: a cycle is a dependency that is not there.
        var chart = Chart.Load(Files(
            ("Chart.yaml", Metadata("a", "b")),
            ("charts/b/Chart.yaml", Metadata("b", "a")),
            ("charts/b/templates/b.yaml", "kind: B")));

        var document = Assert.Single(chart.Render(Request(), Token).Documents);

        Assert.Equal("a/charts/b/templates/b.yaml", document.TemplatePath);

        static string Metadata(string name, string needed) =>
            $"apiVersion: v2\nname: {name}\nversion: 1.0.0\ndependencies: [{{name: {needed}, version: 1.0.0}}]";
    }

    private static RenderRequest Request() => new() { ReleaseName = "demo" };

    private static Chart ChartOf(params (string Path, string Text)[] files) => Chart.Load(Files(
    [
        ("Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0"),
        ("values.yaml", "self: '{{ tpl .Values.self . }}'"),
        .. files,
    ]));

    private static ChartFiles Files(params (string Path, string Text)[] files) =>
        new(files.Select(static file => new ChartFile(file.Path, Encoding.UTF8.GetBytes(file.Text))));
}
