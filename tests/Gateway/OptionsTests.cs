using Microsoft.Extensions.Options;

namespace Gimlet.Gateway.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("MAX_BODY_BYTES", "0")]
    [InlineData("MAX_BODY_BYTES", "99999999")]
    [InlineData("SSE_KEEPALIVE", "00:00:00")]
    [InlineData("SSE_KEEPALIVE", "00:00:16")]
    [InlineData("SSE_RECONNECT_TIMEOUT", "-00:00:01")]
    [InlineData("DELETE_TIMEOUT", "-00:00:01")]
    [InlineData("STATUS_CACHE_BYTES", "-1")]
    public async Task Start_WithAWrongSetting_FailsNamingIt(string setting, string value)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(async () =>
        {
            await using var gateway = await TestGateway.StartAsync($"{setting}={value}");
        });

        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
    }
}
