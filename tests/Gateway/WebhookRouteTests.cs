using System.Security.Cryptography;
using System.Text;

namespace Gimlet.Gateway.Tests;

public sealed class WebhookRouteTests
{
    private const string Key = "a webhook key";
    private const string Route = "/api/flux-events?env=staging";
    private const string Body = """{"reason": "Progressing",  "metadata": {}}""";

    [Fact]
    public async Task Event_WithAGoodSignature_IsPassedOnAsItCame()
    {
        await using var gateway = await TestGateway.StartAsync($"FLUX_WEBHOOK_KEY={Key}");

        var (status, body) = await PostAsync(gateway, Body, Sign(Body));

        Assert.Equal((200, "{}"), (status, body));
        var passed = Assert.Single(gateway.Flux.Events);
        Assert.Equal(("staging", Body), (passed.Env, passed.Body.ToStringUtf8()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("nonsense")]
    public async Task Event_WithoutAGoodSignature_Is401(string? signature)
    {
        await using var gateway = await TestGateway.StartAsync($"FLUX_WEBHOOK_KEY={Key}");

        var (status, body) = await PostAsync(gateway, Body, signature);

        Assert.Equal(401, status);
        Assert.Contains("X-Signature", body, StringComparison.Ordinal);
        Assert.Empty(gateway.Flux.Events);
    }

    [Fact]
    public async Task Event_ChangedAfterSigning_Is401()
    {
        await using var gateway = await TestGateway.StartAsync($"FLUX_WEBHOOK_KEY={Key}");

        var (status, _) = await PostAsync(gateway, Body.Replace("  ", " ", StringComparison.Ordinal), Sign(Body));

        Assert.Equal(401, status);
    }

    [Fact]
    public async Task Event_UnsignedWithAnAdminTokenWhereAKeyIsSet_Is401()
    {
        await using var gateway = await TestGateway.StartAsync($"FLUX_WEBHOOK_KEY={Key}");

        var (status, _) = await gateway.PostAsync(Route, Body);

        Assert.Equal(401, status);
    }

    [Fact]
    public async Task Event_WhereNoKeyIsSet_NeedsAToken()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (with, _) = await gateway.PostAsync(Route, Body);
        var (without, _) = await gateway.PostAsync(Route, Body, client: gateway.Anonymous);

        Assert.Equal((200, 401), (with, without));
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("", 400)]
    [InlineData("[]", 400)]
    public async Task Event_ThatIsNoJsonObject_Is400(string body, int expected)
    {
        await using var gateway = await TestGateway.StartAsync($"FLUX_WEBHOOK_KEY={Key}");

        var (status, _) = await PostAsync(gateway, body, Sign(body));

        Assert.Equal(expected, status);
        Assert.Empty(gateway.Flux.Events);
    }

    [Fact]
    public async Task Event_OverOneMebibyte_Is413BeforeItsSignatureCounts()
    {
        await using var gateway = await TestGateway.StartAsync($"FLUX_WEBHOOK_KEY={Key}");
        var body = new string(' ', 1024 * 1024) + "{}";

        var (status, _) = await PostAsync(gateway, body, Sign(body));

        Assert.Equal(413, status);
    }

    [Fact]
    public async Task Event_WithAnIdempotencyKey_IsPassedOnOnce()
    {
        await using var gateway = await TestGateway.StartAsync($"FLUX_WEBHOOK_KEY={Key}");

        var first = await PostAsync(gateway, Body, Sign(Body), "k1");
        var second = await PostAsync(gateway, Body, Sign(Body), "k1");

        Assert.Equal(first, second);
        Assert.Single(gateway.Flux.Events);
    }

    private static string Sign(string body) => "sha256=" + Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes(body)));

    private static async Task<(int Status, string Body)> PostAsync(
        TestGateway gateway, string body, string? signature, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Route);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Signature", signature);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await gateway.Anonymous.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text);
    }
}
