using System.CommandLine;

namespace Gimlet.Benchmarks.Load;

/// <summary>An hour's worth of work and more, to see what grows; it fails when something does, or is lost.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        var form = LoadOptions.Form();
        var transport = LoadOptions.Transport();
        var deploys = LoadOptions.Number("--deploys", 20_000, "Deploys to send", least: 2);
        var first = LoadOptions.Number("--first", 2_000, "Deploys after which memory is measured first", least: 1);
        var apps = LoadOptions.Number("--apps", 500, "Apps that are deployed in turn", least: 1);
        var clients = LoadOptions.Number("--clients", 16, "Clients that send them", least: 1);
        var minutes = LoadOptions.Number("--minutes", 0, "Time to spread the deploys over; 0 is as fast as possible");
        var command = new Command("soak", "Memory, objects and losses over many deploys; 1 when anything is wrong")
        {
            form, transport, deploys, first, apps, clients, minutes,
        };
        command.SetAction((parsed, stop) => new SoakBenchmark
        {
            Form = parsed.GetValue(form),
            Transport = parsed.GetValue(transport),
            Deploys = parsed.GetValue(deploys),
            First = Math.Min(parsed.GetValue(first), parsed.GetValue(deploys) - 1),
            Apps = parsed.GetValue(apps),
            Clients = parsed.GetValue(clients),
            Duration = TimeSpan.FromMinutes(parsed.GetValue(minutes)),
        }.RunAsync(Console.Out, stop));
        return command;
    }
}
