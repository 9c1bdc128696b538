namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>The servers around Gimlet go away and come back.</summary>
[Trait("Category", Category)]
public sealed class ServerFaultTests(FaultyDistributed installation)
    : FaultSuite(installation), IClassFixture<FaultyDistributed>
{
    private const int Deploys = 80;

    // So many more are accepted, and end where they can, before what is missing comes back.
    private const int Waiting = 10;

    [Fact]
    public async Task RabbitMq_Away_DeploysAreAcceptedAndEndAllTheSame()
    {
        var fault = new Fault($"RabbitMQ killed, and started when {Waiting} more deploys have ended", async run =>
        {
            await Gimlet.RabbitMq!.KillAsync();
            try
            {
                await run.AcceptAsync(run.Accepted + Waiting);
                await run.EndAsync(run.Ended.Count + Waiting);
            }
            finally
            {
                await Gimlet.RabbitMq.StartAsync(Cancellation);
            }
        });

        await RunAsync(fault);
    }

    [Fact]
    public async Task Postgres_KilledAndStarted_LosesAndDoublesNothing()
    {
        var fault = new Fault("PostgreSQL killed and started", async _ =>
        {
            await Gimlet.Postgres!.KillAsync();
            await Gimlet.Postgres.StartAsync(Cancellation);
        });

        await RunAsync(fault);
    }

    [Fact]
    public async Task Remote_AwayAndBack_DelaysWithoutFailing()
    {
        var fault = new Fault($"git remote away, and back when {Waiting} more deploys were accepted", async run =>
        {
            var away = Gimlet.RemotePath + ".away";
            Directory.Move(Gimlet.RemotePath, away);
            try
            {
                await run.AcceptAsync(run.Accepted + Waiting);
            }
            finally
            {
                Directory.Move(away, Gimlet.RemotePath);
            }
        });

        await RunAsync(fault);
    }

    private async Task RunAsync(Fault fault)
    {
        // All at once: that the first cannot end must not keep clients from asking for the others.
        var run = new DeployRun(Gimlet, Deploys, Deploys / DeployRun.Lanes, Cancellation);

        await run.RunAsync(fault);

        await RunReport.CheckAsync(run, Branch);
    }
}
