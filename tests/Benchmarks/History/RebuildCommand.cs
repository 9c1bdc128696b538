using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.Benchmarks.History;

/// <summary>How long the command <c>rebuild</c> takes over a long history, and what memory it needs.</summary>
internal static class RebuildCommand
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var commits = new Option<int>("--commits") { Description = "Commits", DefaultValueFactory = _ => 100_000 };
        var apps = new Option<int>("--apps") { Description = "Apps", DefaultValueFactory = _ => 1_000 };
        var postgres = new Option<bool>("--postgres") { Description = "PostgreSQL instead of SQLite" };
        var command = new Command("rebuild", "Commits per second and memory of a rebuild from the repository alone")
        {
            commits, apps, postgres,
        };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetValue(commits), parsed.GetValue(apps), parsed.GetValue(postgres), Console.Out, stop));
        return command;
    }

    private static async Task RunAsync(
        int commits, int apps, bool onPostgres, TextWriter output, CancellationToken cancellationToken)
    {
        // Not a private folder: PostgreSQL may run as another user.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"gimlet-rebuild-{Guid.NewGuid():N}"));
        var remote = Path.Combine(folder.FullName, "remote.git");
        await using var postgres = onPostgres ? new PostgresServer(Path.Combine(folder.FullName, "postgres")) : null;
        try
        {
            await HistoryRepository.CreateAsync(remote, commits, apps);
            await (postgres?.StartAsync(cancellationToken) ?? Task.CompletedTask);
            using var process = Start(remote, folder.FullName, postgres?.Address);
            var started = Stopwatch.GetTimestamp();
            var (peak, own) = (0L, 0L);
            while (!process.HasExited)
            {
                peak = Math.Max(peak, ReadMemory(process.Id, "VmHWM:"));
                own = Math.Max(own, ReadMemory(process.Id, "RssAnon:"));
                await Task.Delay(Step, TimeProvider.System, cancellationToken);
            }

            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await output.WriteLineAsync(
                $"{commits} commits, {apps} apps, {(onPostgres ? "PostgreSQL" : "SQLite")}: ended {process.ExitCode} "
                    + $"after {seconds:0} s, {commits / seconds:0} commits per second, {peak / 1024} MB at most, "
                    + $"{own / 1024} MB without mapped files");
        }
        finally
        {
            await (postgres?.KillAsync() ?? Task.CompletedTask);
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string remote, string folder, string? postgres)
    {
        var start = new ProcessStartInfo("dotnet", [RepositoryRoot.ProgramOf("Standalone"), "rebuild"]);
        start.Environment["BIND_ADDRESS"] = "127.0.0.1";
        start.Environment["HTTP_PORT"] = $"{FreePort.Next()}";
        start.Environment["GRPC_PORT"] = $"{FreePort.Next()}";
        start.Environment["DATA_PATH"] = Path.Combine(folder, "data");
        start.Environment["GITOPS_REPO"] = remote;
        if (postgres is not null)
        {
            start.Environment["DATABASE_DRIVER"] = "postgres";
            start.Environment["DATABASE_CONFIG"] = postgres;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("Gimlet does not start");
    }

    // In KB, as the kernel counts it (proc(5)); 0 for a process that has ended.
    private static long ReadMemory(int id, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status")
                .FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
