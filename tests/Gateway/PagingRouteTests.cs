using System.Text.Json.Nodes;

namespace Gimlet.Gateway.Tests;

public sealed class PagingRouteTests
{
    private const string Next = "bmV4dA-_";

    [Theory]
    [InlineData(
        "/api/releases?env=staging&limit=2&offset=4&git-repo=team/a%26b",
        "/api/releases?env=staging&limit=2&git-repo=team%2Fa%26b&cursor=bmV4dA-_")]
    [InlineData("/api/releases?env=staging&CURSOR=before", "/api/releases?env=staging&cursor=bmV4dA-_")]
    [InlineData("/api/gitopsCommits", "/api/gitopsCommits?cursor=bmV4dA-_")]
    [InlineData("/api/artifacts?sha=a&sha=b", "/api/artifacts?sha=a&sha=b&cursor=bmV4dA-_")]
    public async Task List_ThatGoesOn_LinksItsNextPage(string route, string next)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Gitops.NextPageToken = gateway.Artifacts.NextPageToken = Next;

        Assert.Equal($"<{next}>; rel=\"next\"", await LinkAsync(gateway, gateway.Admin, route));
    }

    [Fact]
    public async Task List_OnItsLastPage_LinksNothing()
    {
        await using var gateway = await TestGateway.StartAsync();

        Assert.Null(await LinkAsync(gateway, gateway.Admin, "/api/releases?env=staging"));
    }

    [Fact]
    public async Task Link_ForAClientWithItsTokenInTheAddress_DoesNotRepeatIt()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Gitops.NextPageToken = Next;

        var link = await LinkAsync(
            gateway, gateway.Anonymous, $"/api/gitopsCommits?access_token={TestGateway.AdminToken}&limit=1");

        Assert.Equal("</api/gitopsCommits?limit=1&cursor=bmV4dA-_>; rel=\"next\"", link);
    }

    [Fact]
    public async Task Cursor_OfEachList_ReachesItsService()
    {
        await using var gateway = await TestGateway.StartAsync();

        await gateway.GetAsync($"/api/releases?env=staging&cursor={Next}");
        await gateway.GetAsync($"/api/gitopsCommits?cursor={Next}");
        await gateway.GetAsync($"/api/artifacts?cursor={Next}");

        Assert.Equal(
            [Next, Next, Next],
            [
                gateway.Gitops.LastList!.PageToken,
                gateway.Gitops.LastCommitList!.PageToken,
                gateway.Artifacts.LastList!.PageToken,
            ]);
    }

    [Fact]
    public async Task Document_TellsTheParameterAndTheHeader()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (_, document) = await gateway.GetAsync("/openapi/v1.json", gateway.Anonymous);

        var paged = document!["paths"]!.AsObject()
            .Where(path => path.Value!["get"]?["responses"]!["200"]!["headers"]?["Link"] is not null)
            .ToDictionary(path => path.Key, path => path.Value!["get"]!["parameters"]!.AsArray());
        Assert.Equal(["/api/artifacts", "/api/gitopsCommits", "/api/releases"], paged.Keys.Order());
        Assert.All(paged.Values, parameters => Assert.Contains("cursor", parameters.Select(Name)));
    }

    private static string? Name(JsonNode? parameter) => (string?)parameter!["name"];

    private static async Task<string?> LinkAsync(TestGateway gateway, HttpClient client, string route)
    {
        using var response = await client.GetAsync(
            new Uri(route, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{route} answered {response.StatusCode}");
        return response.Headers.TryGetValues("Link", out var links) ? Assert.Single(links) : null;
    }
}
