using Gimlet.GitopsWriter.Rendering;

namespace Gimlet.GitopsWriter.Tests.Rendering;

public sealed class ChartOutputTests
{
    [Fact]
    public void ToFiles_DocumentsOfOneTemplate_ShareItsFileInOrder()
    {
        var one = Document("c/templates/b.yaml", "one");
        var two = Document("c/templates/a.yaml", "two");
        var three = Document("c/templates/b.yaml", "three");

        var files = ChartOutput.ToFiles(ChartOutput.Split(one + two + three));

        Assert.Equal([new RenderedFile("b.yaml", one + three), new RenderedFile("a.yaml", two)], files);
    }

    [Theory]
    [InlineData("c/templates/x.yaml", "x.yaml")]
    [InlineData("c/templates/deep/x.yaml", "x.yaml")]
    [InlineData("c/charts/sub/templates/x.yaml", "x.yaml")]
    [InlineData("c/templates/x.yml", "x.yml")]
    [InlineData("c/templates/x.tpl", "x.tpl.yaml")]
    [InlineData("c/templates/x y.yaml", "x-y.yaml")]
    [InlineData("c/templates/kustomization.yaml", "2-kustomization.yaml")]
    [InlineData("c/charts/sub/templates/x.yaml c/templates/x.yaml", "sub-x.yaml x.yaml")]
    [InlineData("c/templates/x.yaml c/charts/a/charts/b/templates/x.yaml", "x.yaml a-b-x.yaml")]
    [InlineData("c/templates/x.yaml c/templates/deep/x.yaml", "x.yaml deep-x.yaml")]
    [InlineData("c/templates/x.yaml c/templates/s-x.yaml c/charts/s/templates/x.yaml", "x.yaml s-x.yaml 2-s-x.yaml")]
    [InlineData("c/templates/X.yaml c/templates/x.yaml", "X.yaml 2-x.yaml")]
    public void ToFiles_Sources_GetNamesOfTheirOwn(string sources, string names)
    {
        var list = names.Contains(' ', StringComparison.Ordinal) ? sources.Split(' ') : [sources];

        var files = ChartOutput.ToFiles(ChartOutput.Split(string.Concat(list.Select(source => Document(source, "x")))));

        Assert.Equal(names, string.Join(' ', files.Select(file => file.Name)));
    }

    [Fact]
    public void Split_SeparatorInsideBlockScalar_StaysInTheDocument()
    {
        var output = Document("c/templates/a.yaml", "data: |\n  ---\n  # Source: no\nend: 1");

        var document = Assert.Single(ChartOutput.Split(output));

        Assert.Equal(output, document.Text);
    }

    private static string Document(string source, string body) => $"---\n# Source: {source}\n{body}\n";
}
