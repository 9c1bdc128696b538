using Gimlet.Testing.Git;

namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>Processes die in the middle of whatever they do, while somebody else pushes to the same branch.</summary>
public abstract class ProcessFaultTests(FaultyInstallation installation) : FaultSuite(installation)
{
    private const int Deploys = 200;
    private const int DeploysAtOnce = 2;

    /// <summary>What is killed, one after the other.</summary>
    protected abstract IEnumerable<string> Victims { get; }

    [Fact]
    public async Task Kill_During200Deploys_LosesAndDoublesNothing()
    {
        await using var foreign = ForeignWriter.Start(Gimlet.RemotePath);
        var run = new DeployRun(Gimlet, Deploys, DeploysAtOnce, Cancellation);

        await run.RunAsync([.. Victims.Select(Kill)]);

        await RunReport.CheckAsync(run, Branch, foreign);
    }
}

[Trait("Category", Category)]
public sealed class ProcessFaultDistributedTests(FaultyDistributed installation)
    : ProcessFaultTests(installation), IClassFixture<FaultyDistributed>
{
    protected override IEnumerable<string> Victims => Gimlet.ProcessNames;
}

[Trait("Category", Category)]
public sealed class ProcessFaultStandaloneTests(FaultyStandalone installation)
    : ProcessFaultTests(installation), IClassFixture<FaultyStandalone>
{
    private const int Kills = 5;

    protected override IEnumerable<string> Victims => Enumerable.Repeat(Gimlet.ProcessNames[0], Kills);
}
