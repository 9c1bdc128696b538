using System.Text;

namespace Gimlet.Helm.Tests.Charts;

public sealed class ChartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chart_RenderedByManyThreads_GivesEachItsOwnValues()
    {
        var chart = Load(
            ("templates/a.yaml", "{{ $_ := set .Values \"seen\" .Values.n }}{{ $_ := set .Values.t \"x\" .Values.n }}"),
            ("templates/_.tpl", ""),
            ("templates/A.yaml", "n: {{ .Values.n }} {{ .Values.seen }} {{ .Values.t.x }}"));

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(
            () => chart.Render(RequestWith(("n", (double)n)), Token).ToYaml(), Token)));

        Assert.All(results.Index(), static result => Assert.EndsWith(
            $"n: {result.Index} {result.Index} {result.Index}\n", result.Item, StringComparison.Ordinal));
    }

    [Fact]
    public void Values_OfTheCaller_AreNotChangedByTemplates()
    {
        var chart = Load(("templates/a.yaml", "{{ $_ := set .Values.given \"x\" 1 }}a: b"));
        var given = new Dictionary<string, object?> { ["y"] = 2.0 };

        chart.Render(RequestWith(("given", given)), Token);
        chart.Render(RequestWith(("given", given)), Token);

        Assert.Equal(["y"], given.Keys);
    }

    [Fact]
    public void Values_OfTheChart_AreNotChangedByTemplates()
    {
        var chart = Load(
            ("values.yaml", "list: [{a: 1}]\ntable: {a: 1}"),
            ("templates/a.yaml", "v: {{ .Values | toJson }}{{ $_ := set .Values.table \"b\" 2 }}"
                + "{{ $_ := set (first .Values.list) \"b\" 2 }}{{ $_ := set .Values \"new\" 1 }}"));

        var first = chart.Render(RequestWith(), Token).ToYaml();
        var second = chart.Render(RequestWith(), Token).ToYaml();

        Assert.Equal(first, second);
    }

    [Fact]
    public void Documents_OfARendering_SayWhichTemplateTheyAreFrom()
    {
        var chart = Load(
            ("templates/x.yaml", "kind: Service\n---\nkind: Namespace"),
            ("templates/y.yaml", "kind: Pod"));

        var documents = chart.Render(RequestWith(), Token).Documents;

        Assert.Equal(
            [("app/templates/x.yaml", "kind: Namespace"), ("app/templates/x.yaml", "kind: Service"),
                ("app/templates/y.yaml", "kind: Pod")],
            documents.Select(static document => (document.TemplatePath, document.Content)));
    }

    [Fact]
    public void Chart_ThatIsLoaded_TellsItsMetadata()
    {
        var chart = Chart.Load(new ChartFiles(new ChartFile("Chart.yaml", Encoding.UTF8.GetBytes("""
            apiVersion: v2
            name: app
            version: 1.0.0
            appVersion: 2
            dependencies: [{name: db, version: ^1, alias: main, condition: db.enabled}]
            """))));

        Assert.Equal("app", chart.Name);
        Assert.Equal("2", chart.Metadata.AppVersion);
        Assert.Equal("main", Assert.Single(chart.Metadata.Dependencies!).Alias);
        Assert.Empty(chart.Dependencies);
    }

    [Fact]
    public void CarriageReturns_OfTemplates_AreKept()
    {
        var chart = Load(("templates/a.yaml", "a: b\r\nc: |\r\n  d\r\n"));

        Assert.Equal(
            "---\n# Source: app/templates/a.yaml\na: b\r\nc: |\r\n  d\n", chart.Render(RequestWith(), Token).ToYaml());
    }

    private static RenderRequest RequestWith(params (string Key, object? Value)[] values) => new()
    {
        ReleaseName = "demo",
        Values = values.Append(("t", new Dictionary<string, object?>())).ToDictionary(),
    };

    private static Chart Load(params (string Path, string Text)[] files) => Chart.Load(new ChartFiles(files
        .Prepend(("Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0"))
        .Select(static file => new ChartFile(file.Item1, Encoding.UTF8.GetBytes(file.Item2)))));
}
