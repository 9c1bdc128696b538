using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gimlet.Hosting.Tests.Bus;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Usage_IsReportedToNobody()
    {
        await using var host = await TestHost.StartAsync();

        Assert.False(host.Services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
    }
}
