using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Gimlet.Benchmarks.Load;
using Gimlet.GitopsWriter.Access;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.Testing.Git;
using Microsoft.Extensions.Configuration;

namespace Gimlet.Benchmarks.Gitops;

/// <summary>What a first clone of a repository with a long history costs: of the tip alone, and of all of it.</summary>
internal sealed class CloneBenchmark(Transport transport, int apps, int commits)
{
    public static Command Command()
    {
        var transport = LoadOptions.Transport();
        var apps = LoadOptions.Number("--apps", 1_000, "Apps in the environment", least: 1);
        var commits = LoadOptions.Number("--commits", 50_000, "Commits, one app each", least: 1);
        var command = new Command("clones", "Time and disk of a first clone, with the tip alone and with its history")
        {
            transport, apps, commits,
        };
        command.SetAction((parsed, stop) => new CloneBenchmark(
            parsed.GetValue(transport), parsed.GetValue(apps), parsed.GetValue(commits)).RunAsync(Console.Out, stop));
        return command;
    }

    private async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var remote = await LoadRemote.StartAsync(transport, cancellationToken);
        RepositorySeed.Fill(remote.Folder, apps);
        RepositorySeed.AddHistory(remote.Folder, apps, commits);
        remote.Git("gc", "--quiet");
        await output.WriteLineAsync($"{transport} remote, {apps} apps, {commits} commits");
        foreach (var depth in new int?[] { 1, null, 1, null })
        {
            var folder = Path.Combine(remote.Root, Guid.NewGuid().ToString("N"));
            var (time, bytes) = Clone(remote, folder, depth);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"  {(depth is null ? "all of it" : "the tip"),-10} {time.TotalSeconds,7:0.00} s "
                    + $"{bytes / 1048576.0,8:0.0} MB"));
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (TimeSpan Time, long Bytes) Clone(RemoteRepository remote, string folder, int? depth)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(LoadRemote.SettingsOf(remote))
            .AddInMemoryCollection([new("REPO_CACHE_PATH", folder)])
            .Build();
        var options = configuration.Get<GitopsOptions>()!;
        var settings = RepositorySettingsReader.Read(options, standalone: false).Repositories[0];
        using var gitHub = new GitHubApp(options, TimeProvider.System);
        using var clone = new NetworkRemote(
            settings, options, new HttpCredentials(options, gitHub), TimeProvider.System);
        clone.Open().Dispose();
        var started = Stopwatch.GetTimestamp();
        clone.Renew(depth);
        var time = Stopwatch.GetElapsedTime(started);
        return (time, FolderSize.Of(folder));
    }
}
