using System.Net;
using System.Net.Sockets;
using Gimlet.Testing.Servers;
using Microsoft.AspNetCore.Builder;

namespace Gimlet.Hosting.Tests;

public sealed class GimletProcessTests
{
    [Theory]
    [InlineData("HTTP_PORT=abc", "HTTP_PORT must be a number, not 'abc'")]
    [InlineData("HTTP_PORT=70000", "HTTP_PORT")]
    [InlineData("BIND_ADDRESS=localhost", "BIND_ADDRESS 'localhost' is no IP address")]
    [InlineData("DATABASE_DRIVER=mysql", "DATABASE_DRIVER")]
    [InlineData("RABBITMQ_URL=http://broker", "RABBITMQ_URL must look like amqp://user:password@host:5672/")]
    [InlineData("RESYNC_INTERVAL=often", "RESYNC_INTERVAL must be a time such as 00:00:30, not 'often'")]
    [InlineData("RESYNC_INTERVAL=-00:00:01", "RESYNC_INTERVAL must be from 00:00:00.5 to 1.00:00:00")]
    public async Task Start_WithAWrongSetting_EndsWithOneLineAboutIt(string setting, string error)
    {
        var (exitCode, lines) = await RunAsync(setting);

        Assert.Equal(GimletProcess.WrongSetting, exitCode);
        Assert.StartsWith($"Wrong setting: {error}", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithSeveralWrongSettings_TellsOfAll()
    {
        var (exitCode, lines) = await RunAsync("DATABASE_DRIVER=mysql", "RESYNC_INTERVAL=-00:00:01");

        Assert.Equal(GimletProcess.WrongSetting, exitCode);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public async Task Start_OnAPortInUse_SaysWhichSettingsChooseAnother()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (exitCode, lines) = await RunAsync($"HTTP_PORT={((IPEndPoint)other.LocalEndpoint).Port}");

        Assert.Equal(1, exitCode);
        Assert.Contains("HTTP_PORT and GRPC_PORT choose others", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_OfAnotherKind_IsThrown()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => GimletProcess.RunAsync(
            () => Compose([]), _ => throw new InvalidOperationException("a defect"), TextWriter.Null));
    }

    private static async Task<(int ExitCode, string[] Errors)> RunAsync(params string[] settings)
    {
        await using var errors = new StringWriter();
        var exitCode = await GimletProcess.RunAsync(() => Compose(settings), StartAsync, errors);
        return (exitCode, errors.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private static WebApplication Compose(string[] settings)
    {
        string[] all = [
            "BIND_ADDRESS=127.0.0.1", $"HTTP_PORT={FreePort.Next()}", $"GRPC_PORT={FreePort.Next()}", .. settings];
        return GimletHost.Create([.. all.Select(setting => $"--{setting}")], GimletHost.StandaloneName).Build();
    }

    private static async Task<int> StartAsync(WebApplication app)
    {
        await using (app)
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            await app.StopAsync(TestContext.Current.CancellationToken);
        }

        return 0;
    }
}
