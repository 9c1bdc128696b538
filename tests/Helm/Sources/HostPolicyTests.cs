using Gimlet.Helm.Sources;

namespace Gimlet.Helm.Tests.Sources;

public sealed class HostPolicyTests
{
    [Theory]
    [InlineData("charts.example", "charts.example", 443, true)]
    [InlineData("charts.example", "CHARTS.example", 8443, true)]
    [InlineData("charts.example", "evil-charts.example", 443, false)]
    [InlineData("charts.example", "charts.example.evil", 443, false)]
    [InlineData("charts.example:8443", "charts.example", 8443, true)]
    [InlineData("charts.example:8443", "charts.example", 443, false)]
    [InlineData("*.example", "charts.example", 443, true)]
    [InlineData("*.example", "a.b.example", 443, true)]
    [InlineData("*.example", "example", 443, false)]
    [InlineData("*.example", ".example", 443, false)]
    [InlineData("*.example:8443", "a.example", 8443, true)]
    [InlineData("*.example:8443", "a.example", 443, false)]
    public void Require_AllowedHosts_DecideByHostAndPort(string allowed, string host, int port, bool expected)
    {
        var policy = Policy(new ChartSourceOptions { CachePath = "", AllowedHosts = ["other.example", allowed] });

        var error = Record.Exception(() => policy.Require(host, port));

        Assert.Equal(expected, error is null);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("::1")]
    public void Require_PrivateAddressAsHost_IsRefused(string host)
    {
        var error = Assert.Throws<ChartException>(() =>
            Policy(new ChartSourceOptions { CachePath = "" }).Require(host, 443));

        Assert.Equal($"the host {host} has a private address, which charts may not come from", error.Message);
        Policy(new ChartSourceOptions { CachePath = "", AllowPrivateAddresses = true }).Require(host, 443);
    }

    [Fact]
    public async Task ResolveAsync_NameOfPrivateAddress_IsRefused()
    {
        var error = await Assert.ThrowsAsync<ChartException>(() =>
            Policy(new ChartSourceOptions { CachePath = "" })
                .ResolveAsync("localhost", TestContext.Current.CancellationToken));

        Assert.Contains("has a private address", error.Message, StringComparison.Ordinal);
    }

    private static HostPolicy Policy(ChartSourceOptions options) => new(options, AddressGuard.IsPrivate);
}
