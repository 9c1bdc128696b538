using System.Text.Json.Nodes;

namespace Gimlet.Gateway.Tests;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_DescribesEveryRouteOfTheContract()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (_, document) = await gateway.GetAsync("/openapi/v1.json", gateway.Anonymous);

        var described = document!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(verb => $"{verb.Key.ToUpperInvariant()} {path.Key}"));
        Assert.Equal(
            AccessTests.Routes.Select(row => $"{row.Data.Item1} {PathOf(row.Data.Item2)}").Order(),
            described.Order());
    }

    [Fact]
    public async Task Document_TellsParametersBodiesAnswersAndSecurity()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (_, document) = await gateway.GetAsync("/openapi/v1.json", gateway.Anonymous);

        var list = document!["paths"]!["/api/artifacts"]!["get"]!;
        Assert.Equal(
            ["limit", "offset", "cursor", "since", "until", "repository", "branch", "sourceBranch", "sha", "event"],
            list["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!));
        var rollback = document["paths"]!["/api/rollback"]!["post"]!;
        Assert.Equal(
            ["env", "app", "sha"],
            rollback["parameters"]!.AsArray().Where(IsRequired).Select(parameter => (string)parameter!["name"]!));
        var ship = document["paths"]!["/api/artifact"]!["post"]!;
        Assert.NotNull(ship["requestBody"]!["content"]!["application/json"]!["schema"]);
        Assert.NotNull(ship["responses"]!["201"]);
        Assert.NotNull(ship["responses"]!["default"]!["content"]!["application/problem+json"]);
        var track = document["paths"]!["/api/eventReleaseTrack"]!["get"]!;
        Assert.NotNull(track["responses"]!["200"]!["content"]!["text/event-stream"]);
        Assert.Equal("http", (string)document["components"]!["securitySchemes"]!["bearer"]!["type"]!);
        Assert.NotEmpty(document["security"]!.AsArray());
    }

    private static string PathOf(string route) =>
        route.Split('?')[0].Replace("user/admin", "user/{login}", StringComparison.Ordinal);

    private static bool IsRequired(JsonNode? parameter) => (bool?)parameter!["required"] == true;
}
