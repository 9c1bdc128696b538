using System.CommandLine;

namespace Gimlet.Benchmarks.Load;

/// <summary>What the whole system does under load, beside a plain CI script on the same repository.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var form = LoadOptions.Form();
        var apps = LoadOptions.Number("--apps", 1_000, "Apps in the gitops repository");
        var deploys = LoadOptions.Number("--deploys", 1_000, "Deploys to send");
        var clients = LoadOptions.Number("--clients", 16, "Clients that send them");
        var idle = LoadOptions.Number(
            "--idle", 200, "Deploys that are sent one after the other, each when the last is pushed");
        var script = LoadOptions.Number("--ci-deploys", 100, "Deploys by the CI script; 0 leaves it out");
        var scripts = LoadOptions.Number("--ci-jobs", 4, "CI jobs at the same time");
        var command = new Command("load", "Deploys per second through REST to pushed commits, latency, CPU and memory")
        {
            form, apps, deploys, clients, idle, script, scripts,
        };
        command.SetAction((parsed, stop) => new LoadBenchmark
        {
            Form = parsed.GetValue(form),
            Apps = parsed.GetValue(apps),
            Deploys = parsed.GetValue(deploys),
            Clients = parsed.GetValue(clients),
            IdleDeploys = parsed.GetValue(idle),
            ScriptDeploys = parsed.GetValue(script),
            ScriptJobs = parsed.GetValue(scripts),
        }.RunAsync(Console.Out, stop));
        return command;
    }
}
