using Gimlet.Cli.Tracking;

namespace Gimlet.Cli.Tests.Tracking;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("10m", 600)]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData(".5m", 30)]
    [InlineData("250ms", 0.25)]
    [InlineData("1m0.5s", 60.5)]
    [InlineData("2000us", 0.002)]
    [InlineData("+5s", 5)]
    [InlineData("0", 0)]
    [InlineData("720h", 2_592_000)]
    public void TryParse_Duration_GivesSeconds(string text, double seconds) =>
        Assert.Equal(seconds, GoDuration.TryParse(text)!.Value.TotalSeconds, precision: 6);

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("10 m")]
    [InlineData("10d")]
    [InlineData("-5s")]
    [InlineData("10m\n")]
    [InlineData("721h")]
    [InlineData("999999999999999h999999999999999h")]
    public void TryParse_SomethingElse_IsNull(string text) => Assert.Null(GoDuration.TryParse(text));
}
