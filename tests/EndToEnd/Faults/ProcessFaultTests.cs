using Gimlet.Testing.Git;
using Gimlet.Testing.Installations;

namespace Gimlet.EndToEnd.Tests.Faults;

[Trait("Category", Category)]
public sealed class ProcessFaultTests() : FaultSuite(GimletForm.Distributed)
{
    [Fact]
    public async Task KillEachProcess_During200Deploys_LosesAndDoublesNothing()
    {
        const int Deploys = 200;
        await using var foreign = ForeignWriter.Start(Gimlet.RemotePath);
        var run = new DeployRun(Gimlet, Deploys, Cancellation);

        await run.RunAsync([.. Gimlet.ProcessNames.Select(KillProcess)]);

        await RunReport.CheckAsync(run, Deploys, Branch, foreign);
    }
}
