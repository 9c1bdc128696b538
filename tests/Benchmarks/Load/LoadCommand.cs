using System.CommandLine;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>What the whole system does under load, beside a plain CI script on the same repository.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var form = new Option<GimletForm>("--form")
        {
            Description = "One process, or five over RabbitMQ and PostgreSQL", DefaultValueFactory = _ => GimletForm.Standalone,
        };
        var apps = Number("--apps", 1_000, "Apps in the gitops repository");
        var deploys = Number("--deploys", 1_000, "Deploys to send");
        var clients = Number("--clients", 16, "Clients that send them");
        var idle = Number("--idle", 200, "Deploys that are sent one after the other, each when the last is pushed");
        var script = Number("--ci-deploys", 100, "Deploys by the CI script; 0 leaves it out");
        var scripts = Number("--ci-jobs", 4, "CI jobs at the same time");
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

    private static Option<int> Number(string name, int value, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError($"{name} must not be negative");
            }
        });
        return option;
    }
}
