using System.CommandLine;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.History;

/// <summary>How long the lists of a long history take.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var commits = new Option<int>("--commits") { Description = "Commits", DefaultValueFactory = _ => 1_000_000 };
        var apps = new Option<int>("--apps")
        {
            Description = "Apps in the one environment", DefaultValueFactory = _ => 10_000,
        };
        var postgres = new Option<bool>("--postgres") { Description = "PostgreSQL instead of SQLite" };
        var form = new Option<GimletForm>("--form")
        {
            Description = "One process, or five over RabbitMQ and PostgreSQL",
            DefaultValueFactory = _ => GimletForm.Standalone,
        };
        var command = new Command("history", "Medians of the lists of releases, status and commits, through REST")
        {
            commits, apps, postgres, form,
        };
        command.SetAction((parsed, stop) => new HistoryBenchmark
        {
            Form = parsed.GetValue(form),
            OnPostgres = parsed.GetValue(postgres) || parsed.GetValue(form) == GimletForm.Distributed,
            Commits = parsed.GetValue(commits),
            Apps = parsed.GetValue(apps),
        }.RunAsync(Console.Out, stop));
        return command;
    }
}
