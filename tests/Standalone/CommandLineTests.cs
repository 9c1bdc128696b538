using Gimlet.Standalone;

namespace Gimlet.Standalone.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", false, false)]
    [InlineData("--HTTP_PORT=9999", false, false)]
    [InlineData("demo", true, false)]
    [InlineData("demo --exit", true, true)]
    [InlineData("--HTTP_PORT=9999 demo --exit", true, true)]
    public void TryRead_KnownArguments_TellsDemoFromServing(string args, bool demo, bool exit)
    {
        Assert.True(CommandLine.TryRead(Split(args), TextWriter.Null, out var command));

        Assert.Equal(demo, command.Demo);
        Assert.Equal(exit, command.Exit);
    }

    [Theory]
    [InlineData("rebuild", true)]
    [InlineData("--DATA_PATH=/somewhere rebuild", true)]
    [InlineData("demo", false)]
    [InlineData("", false)]
    public void TryRead_Rebuild_IsACommand(string args, bool rebuild)
    {
        Assert.True(CommandLine.TryRead(Split(args), TextWriter.Null, out var command));

        Assert.Equal(rebuild, command.Rebuild);
    }

    [Theory]
    [InlineData("demo rebuild", "Unknown argument 'rebuild'")]
    [InlineData("rebuild --exit", "Unknown argument '--exit'")]
    [InlineData("dmeo", "Unknown argument 'dmeo'")]
    [InlineData("--exit", "Unknown argument '--exit'")]
    [InlineData("demo --HTTP_PORT 9999", "Unknown argument '--HTTP_PORT'")]
    [InlineData("--help", "Usage:")]
    public void TryRead_WrongUsage_SaysWhatAndHowItIsUsed(string args, string expected)
    {
        using var errors = new StringWriter();

        Assert.False(CommandLine.TryRead(Split(args), errors, out _));

        Assert.StartsWith(expected, errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("demo [--exit]", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_Demo_LeavesSettingsThatWereGivenAlone()
    {
        Assert.True(CommandLine.TryRead(
            ["demo", "--DATA_PATH=/somewhere", "--ADMIN_TOKEN=mine"], TextWriter.Null, out var command));

        Assert.Equal("--DATA_PATH=/somewhere", Assert.Single(command.Settings, IsSettingOf("DATA_PATH")));
        Assert.Equal("--ADMIN_TOKEN=mine", Assert.Single(command.Settings, IsSettingOf("ADMIN_TOKEN")));
        Assert.Equal("--BIND_ADDRESS=127.0.0.1", Assert.Single(command.Settings, IsSettingOf("BIND_ADDRESS")));
    }

    private static string[] Split(string args) => args.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Predicate<string> IsSettingOf(string name) =>
        setting => setting.StartsWith($"--{name}=", StringComparison.Ordinal);
}
