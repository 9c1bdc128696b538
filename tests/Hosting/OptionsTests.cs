using Gimlet.Protos.Flux;

namespace Gimlet.Hosting.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("HTTP_PORT", "0")]
    [InlineData("HTTP_PORT", "70000")]
    [InlineData("HTTP_PORT", "abc")]
    [InlineData("GRPC_PORT", "-1")]
    [InlineData("BIND_ADDRESS", "localhost")]
    [InlineData("DATABASE_DRIVER", "mysql")]
    [InlineData("SERVICE_TOKEN", "short")]
    [InlineData("SERVICE_TOKEN", "")]
    [InlineData("FLUX_WATCHER_URL", "")]
    [InlineData("FLUX_WATCHER_URL", "not an address")]
    [InlineData("RABBITMQ_URL", "http://broker")]
    [InlineData("RESYNC_INTERVAL", "often")]
    [InlineData("RESYNC_INTERVAL", "-00:00:01")]
    public async Task Start_WithAWrongSetting_FailsNamingIt(string setting, string value)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var host = await TestHost.StartAsync(
                add: host => host.AddServiceClient<FluxService.FluxServiceClient>(ServiceName.FluxWatcher),
                settings: $"{setting}={value}");
        });

        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
    }
}
