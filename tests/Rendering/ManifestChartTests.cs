using System.Text.Json.Nodes;
using Gimlet.GoYaml.Json;
using Gimlet.Manifests;

namespace Gimlet.Rendering.Tests;

public sealed class ManifestChartTests
{
    private static readonly Manifest App = new() { App = "app", Env = "staging" };

    [Fact]
    public void ValuesOf_EveryKindOfValue_HasTheTypeThatHelmGivesIt()
    {
        var values = JsonNode.Parse(
            """
            {"text": "1e3 😀", "whole": 8080, "large": 12345678901234567890, "million": 1000000, "part": 0.5,
             "yes": true, "none": null, "list": [1, "a", {"b": []}], "map": {}}
            """);

        var converted = ManifestChart.ValuesOf(App with { Values = values!.AsObject() });

        Assert.Equal("1e3 😀", converted["text"]);
        Assert.Equal(8080d, converted["whole"]);
        Assert.Equal(12345678901234567890d, converted["large"]);
        Assert.Equal(0.5, converted["part"]);
        Assert.Equal(true, converted["yes"]);
        Assert.Null(converted["none"]);
        Assert.Equal("""[1,"a",{"b":[]}]""", GoJson.Write(converted["list"]));
        Assert.Empty(Assert.IsType<Dictionary<string, object?>>(converted["map"]));
    }

    [Theory]
    [InlineData(null, "default")]
    [InlineData("", "default")]
    [InlineData("team", "team")]
    public void RequestOf_Namespace_IsHelmsDefaultWhereThereIsNone(string? given, string expected)
    {
        var request = ManifestChart.RequestOf(App with { Namespace = given });

        Assert.Equal(("app", expected), (request.ReleaseName, request.Namespace));
    }
}
