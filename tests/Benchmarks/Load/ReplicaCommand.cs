using System.CommandLine;

namespace Gimlet.Benchmarks.Load;

/// <summary>Replicas and a foreign writer on one repository; fails when anything is lost or doubled.</summary>
internal static class ReplicaCommand
{
    public static Command Create()
    {
        var writers = LoadOptions.Number("--writers", 4, "Replicas of the gitops-writer", least: 1);
        var transport = LoadOptions.Transport();
        var deploys = LoadOptions.Number("--deploys", 2_000, "Deploys to send", least: 1);

        // No multiple of the writers, to whom a broker hands messages in turn: an app meets different replicas.
        var apps = LoadOptions.Number("--apps", 97, "Apps that are deployed in turn", least: 1);
        var clients = LoadOptions.Number("--clients", 16, "Clients that send them", least: 1);
        var pause = LoadOptions.Number("--foreign-pause", 200, "Milliseconds between the pushes of the foreign writer");
        var kills = LoadOptions.Number("--kills", 0, "How often a replica is killed and started again meanwhile");
        var command = new Command("replicas", "Replicas and a foreign writer on one repository; 1 on any loss")
        {
            writers, transport, deploys, apps, clients, pause, kills,
        };
        command.SetAction((parsed, stop) => new ReplicaBenchmark
        {
            Writers = parsed.GetValue(writers),
            Transport = parsed.GetValue(transport),
            Deploys = parsed.GetValue(deploys),
            Apps = parsed.GetValue(apps),
            Clients = parsed.GetValue(clients),
            ForeignPause = TimeSpan.FromMilliseconds(parsed.GetValue(pause)),
            Kills = parsed.GetValue(kills),
        }.RunAsync(Console.Out, stop));
        return command;
    }
}
