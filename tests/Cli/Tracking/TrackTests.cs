using Gimlet.Cli.Tests.Servers;
using Gimlet.Testing.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Gimlet.Cli.Tests.Tracking;

/// <summary>Following a request where the way to the server is not as it should be.</summary>
public sealed class TrackTests
{
    private const string Track = "GET /api/eventReleaseTrack?id=r1";
    private const string New = """{"type":"release","status":"new","statusDesc":"","results":[]}""";

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Track_WithoutWait_PrintsThePresentStatus()
    {
        await using var server = await FakeServer.StartAsync(200, "application/json", Processed("Progressing"));
        var shell = new TestShell();

        var exitCode = await shell.RunAsync(server.Address, "release", "track", "r1");

        Assert.Equal((0, ""), (exitCode, shell.Error));
        Assert.Equal(
            "👉 Request (r1) is processed\n\t📖 shop -> staging, gitops hash 176da9, status is Progressing\n",
            shell.Output);
        Assert.Equal([Track], server.Requests.Select(request => request.Line));
    }

    [Fact]
    public async Task Track_AsJson_PrintsWhatTheServerSaid()
    {
        await using var server = await FakeServer.StartAsync(200, "application/json", New);
        var shell = new TestShell();

        var exitCode = await shell.RunAsync(server.Address, "artifact", "track", "a1", "-o", "json");

        Assert.Equal(0, exitCode);
        Assert.Equal(
            """
            {
              "type": "release",
              "status": "new",
              "statusDesc": "",
              "results": []
            }

            """,
            shell.Output);
        Assert.Equal(["GET /api/eventArtifactTrack?artifactId=a1"], server.Requests.Select(request => request.Line));
    }

    [Fact]
    public async Task Wait_StreamThatIsCut_GoesOnWhereItWas()
    {
        await using var server = await FakeServer.StartAsync(async (context, number) =>
        {
            await StreamAsync(context, number switch
            {
                1 => Event(1, New),
                2 => Event(1, New) + Event(2, Processed("NotReconciled")),
                3 => ": nothing new\n\n",
                _ => Event(3, Processed("Progressing")) + Event(4, Processed("ReconciliationSucceeded")),
            });
        });
        var shell = new TestShell(TimeProvider.System);

        var exitCode = await shell.RunAsync(server.Address, "release", "track", "r1", "--wait");

        Assert.Equal((0, ""), (exitCode, shell.Error));
        Assert.Equal(
            """
            👉 Request (r1) is new
            	⏳ The release is not processed yet...
            👉 Request (r1) is processed
            	📖 shop -> staging, gitops hash 176da9, status is NotReconciled
            👉 Request (r1) is processed
            	📖 shop -> staging, gitops hash 176da9, status is Progressing
            👉 Request (r1) is processed
            	📖 shop -> staging, gitops hash 176da9, status is ReconciliationSucceeded

            """,
            shell.Output);
        Assert.Equal(["", "1", "2", "2"], server.Requests.Select(request => request.LastEventId));
    }

    [Fact]
    public async Task Wait_ServerThatIsRestarted_IsFollowedAgain()
    {
        await using var server = await FakeServer.StartAsync(async (context, number) =>
        {
            await StreamAsync(context, number == 1 ? Event(1, New) : Event(2, Processed("ReconciliationSucceeded")));
            if (number == 1)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }
        });
        var shell = new TestShell(TimeProvider.System);

        var run = shell.RunAsync(server.Address, "release", "track", "r1", "--wait");
        await PrintsAsync(shell, "is new");
        await server.StopAsync();
        await server.ResumeAsync();

        Assert.Equal(0, await run);
        Assert.Equal(2, shell.Output.Split("👉").Length - 1);
    }

    [Theory]
    [InlineData(200, New)]
    [InlineData(406, """{"detail":"There is JSON only."}""")]
    public async Task Wait_ServerWithoutAStream_IsPolledEveryFiveSeconds(int status, string body)
    {
        await using var server = await FakeServer.StartAsync((context, number) => number == 1
            ? FakeServer.WriteAsync(context, status, "application/json", body)
            : FakeServer.WriteAsync(
                context, 200, "application/json", number < 4 ? New : Processed("ReconciliationSucceeded")));
        var clock = new FakeTimeProvider();
        var shell = new TestShell(clock);

        var run = shell.RunAsync(server.Address, "release", "track", "r1", "--wait");
        await AdvanceAsync(clock, TimeSpan.FromSeconds(5), () => run.IsCompleted);

        Assert.Equal(0, await run);
        Assert.Equal(4, server.Requests.Count);
        Assert.Equal(2, shell.Output.Split("👉").Length - 1);
    }

    [Fact]
    public async Task Wait_ProxyThatCutsEveryStream_IsPolled()
    {
        await using var server = await FakeServer.StartAsync((context, _) =>
            context.Request.Headers.Accept.ToString().Contains("event-stream", StringComparison.Ordinal)
                ? FakeServer.WriteAsync(context, 502, "text/html", "<html>")
                : FakeServer.WriteAsync(context, 200, "application/json", Processed("ReconciliationSucceeded")));
        var shell = new TestShell(TimeProvider.System);

        var exitCode = await shell.RunAsync(server.Address, "release", "track", "r1", "--wait");

        Assert.Equal((0, ""), (exitCode, shell.Error));
    }

    [Fact]
    public async Task Wait_ProxyThatEmptiesEveryStream_IsPolled()
    {
        await using var server = await FakeServer.StartAsync((context, _) =>
            context.Request.Headers.Accept.ToString().Contains("event-stream", StringComparison.Ordinal)
                ? StreamAsync(context, "")
                : FakeServer.WriteAsync(context, 200, "application/json", Processed("ReconciliationSucceeded")));
        var shell = new TestShell(TimeProvider.System);

        var exitCode = await shell.RunAsync(server.Address, "release", "track", "r1", "--wait");

        Assert.Equal((0, ""), (exitCode, shell.Error));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Wait_ServerThatNeverAnswers_Ends1()
    {
        await using var server = await FakeServer.StartAsync(
            (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        var clock = new FakeTimeProvider();
        var shell = new TestShell(clock);

        var run = shell.RunAsync(server.Address, "release", "track", "r1", "--wait");
        await AdvanceAsync(clock, TimeSpan.FromSeconds(5), () => run.IsCompleted);

        Assert.Equal(1, await run);
        Assert.Contains("did not answer within 10 s", shell.Error);
    }

    [Fact]
    public async Task Wait_FailedHealthCheck_Ends1WithFluxsMessage()
    {
        await using var server = await FakeServer.StartAsync((context, _) => StreamAsync(
            context, Event(1, Processed("HealthCheckFailed", "timeout waiting for: [Deployment/shop]"))));
        var shell = new TestShell(TimeProvider.System);

        var exitCode = await shell.RunAsync(server.Address, "release", "track", "--wait", "--timeout", "1m", "r1");

        Assert.Equal(1, exitCode);
        Assert.EndsWith(
            "❗ shop -> staging, gitops hash: 176da9, status: HealthCheckFailed, "
                + "timeout waiting for: [Deployment/shop]\n",
            shell.Output);
        Assert.Equal(
            "❌ shop -> staging failed: HealthCheckFailed, timeout waiting for: [Deployment/shop]\n", shell.Error);
    }

    [Fact]
    public async Task Wait_UnknownRequest_Ends1AtOnce()
    {
        await using var server = await FakeServer.StartAsync(
            404, "application/problem+json", """{"detail":"There is no request r1.","requestId":"77"}""");
        var shell = new TestShell(TimeProvider.System);

        var exitCode = await shell.RunAsync(server.Address, "release", "track", "r1", "--wait");

        Assert.Equal((1, "❌ There is no request r1. (request 77)\n"), (exitCode, shell.Error));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Wait_ServerThatWasNeverThere_Ends1()
    {
        var address = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", FreePort.Next()).Uri;
        var shell = new TestShell(TimeProvider.System);

        var exitCode = await shell.RunAsync(address, "release", "track", "r1", "--wait");

        Assert.Equal(1, exitCode);
        Assert.Contains("cannot be reached", shell.Error);
    }

    [Fact]
    public async Task Wait_TimeIsUp_Ends1AndSaysHowToGoOn()
    {
        await using var server = await FakeServer.StartAsync(async (context, _) =>
        {
            await StreamAsync(context, Event(1, New));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var clock = new FakeTimeProvider();
        var shell = new TestShell(clock);

        var run = shell.RunAsync(server.Address, "release", "track", "r1", "-w", "-t", "30s");
        await PrintsAsync(shell, "is new");
        await AdvanceAsync(clock, TimeSpan.FromSeconds(31), () => run.IsCompleted);

        Assert.Equal(1, await run);
        Assert.Equal(
            "❌ Timed out after 30 s; the deploy goes on. Follow it with: gimlet release track r1 --wait\n",
            shell.Error);
    }

    [Fact]
    public async Task Wait_CtrlC_Ends130AndSaysThatTheDeployGoesOn()
    {
        await using var server = await FakeServer.StartAsync(async (context, _) =>
        {
            await StreamAsync(context, Event(1, New));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        using var command = GimletCommand.Start(server.Address, "release", "track", "r1", "--wait");
        await command.PrintsAsync("is not processed yet");

        command.Interrupt();

        var result = await command.EndAsync();
        Assert.Equal(130, result.ExitCode);
        Assert.Equal(
            "❌ Interrupted; the deploy goes on. Follow it with: gimlet release track r1 --wait", result.OneError);
    }

    [Fact]
    public async Task Wait_OnATerminal_PrintsTheSameStates()
    {
        await using var server = await FakeServer.StartAsync((context, _) => StreamAsync(
            context, Event(1, New) + Event(2, Processed("ReconciliationSucceeded"))));
        var shell = new TestShell(TimeProvider.System, isForPeople: true);

        var exitCode = await shell.RunAsync(server.Address, "release", "track", "r1", "--wait");

        Assert.Equal(0, exitCode);
        Assert.Contains("👉 Request (r1) is new", shell.Output);
        Assert.Contains("status is ReconciliationSucceeded", shell.Output);
    }

    private static string Event(int id, string data) => $"event: status\nid: {id}\ndata: {data}\n\n";

    // One line, because it is the data of an event too.
    private static string Processed(string status, string description = "") => $$"""
        {"type":"release","status":"processed","statusDesc":"","results":[
        {"app":"shop","env":"staging","hash":"176da9","status":"success",
        "gitopsCommitStatus":"{{status}}","gitopsCommitStatusDesc":"{{description}}"}]}
        """.ReplaceLineEndings("");

    private static async Task StreamAsync(HttpContext context, string text)
    {
        await FakeServer.WriteAsync(context, 200, "text/event-stream", text);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static Task PrintsAsync(TestShell shell, string text) => Eventually.HoldsAsync(
        () => Task.FromResult(shell.Output.Contains(text, StringComparison.Ordinal)), text, cancellationToken: Ended);

    // The command may not have looked at the clock yet when it is moved: it is moved until that had its effect.
    private static Task AdvanceAsync(FakeTimeProvider clock, TimeSpan time, Func<bool> holds) => Eventually.HoldsAsync(
        () =>
        {
            clock.Advance(time);
            return Task.FromResult(holds());
        },
        "what the clock brings",
        cancellationToken: Ended);
}
