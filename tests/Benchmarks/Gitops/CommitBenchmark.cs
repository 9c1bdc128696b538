using System.CommandLine;
using System.Diagnostics;
using Gimlet.Contracts.Artifacts;
using Gimlet.GitopsWriter;
using Gimlet.GitopsWriter.CommitStatuses;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.GitopsWriter.Signing;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Manifests;
using Gimlet.Persistence;
using Gimlet.Testing.Git;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gimlet.Benchmarks.Gitops;

/// <summary>
/// What one commit costs the writer in repositories of different sizes: rounds of group commit over a file remote and
/// SQLite, with files that are rendered already.
/// </summary>
internal sealed class CommitBenchmark(int apps, int commits, int batch)
{
    private static readonly ArtifactVersion Version = new()
    {
        RepositoryName = "owner/app", Sha = new string('a', 40), Branch = "main", Message = "Change something",
    };

    private int _sequence;

    public static Command Command()
    {
        var apps = new Option<int[]>("--apps")
        {
            Description = "Apps in the environment",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [100, 1_000, 10_000],
        };
        var commits = new Option<int>("--commits") { Description = "Commits", DefaultValueFactory = _ => 1_000 };
        var batch = new Option<int>("--batch") { Description = "Commits per push", DefaultValueFactory = _ => 50 };
        var command = new Command("commits", "CPU and time per gitops commit, by the size of the repository")
        {
            apps, commits, batch,
        };
        command.SetAction(async (parsed, stop) =>
        {
            Console.WriteLine("apps      CPU ms/commit   ms/commit   KiB/commit");
            foreach (var count in parsed.GetValue(apps)!)
            {
                var benchmark = new CommitBenchmark(count, parsed.GetValue(commits), parsed.GetValue(batch));
                await benchmark.RunAsync(stop);
            }
        });
        return command;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var remote = new FileRemote();
        RepositorySeed.Fill(remote.Folder, apps);
        var options = new GitopsOptions { Repository = remote.Url, DataPath = remote.Root };
        await using var database = Database.Create(
            new DatabaseOptions { DataPath = remote.Root }, GitopsWriterService.DatabaseName);
        await new Migrator(database, typeof(GitopsWriterService).Assembly).MigrateAsync(cancellationToken);
        var clock = TimeProvider.System;
        var settings = RepositorySettingsReader.Read(options, standalone: true).Repositories[0];
        var local = new LocalRemote(settings, options, clock);
        using var repository = new GitopsRepository(settings, local, database, clock);
        var commit = new GroupCommit(
            repository,
            new WriteStore(database, repository.Repository, repository.Branch, clock),
            new CommitMessage(Options.Create(options)),
            new CommitSigner(Options.Create(options)),
            Options.Create(options),
            clock,
            NullLogger.Instance);

        await RunRoundsAsync(repository, commit, batch * 4, cancellationToken);
        var size = FolderSize.Of(remote.Folder);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await RunRoundsAsync(repository, commit, commits, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var growth = (FolderSize.Of(remote.Folder) - size) / 1024.0;
        Console.WriteLine(
            $"{apps,6} {cpu.TotalMilliseconds / commits,16:0.00} {elapsed.TotalMilliseconds / commits,11:0.00} "
                + $"{growth / commits,12:0.0}");
        GitCommand.Run(remote.Folder, "fsck", "--strict", "--connectivity-only");
    }

    private async Task RunRoundsAsync(
        GitopsRepository repository, GroupCommit commit, int count, CancellationToken cancellationToken)
    {
        for (var done = 0; done < count; done += batch)
        {
            var round = Enumerable.Range(0, batch).Select(_ => NextWrite()).ToList();
            await repository.UseAsync(clone => commit.RunAsync(clone, round, cancellationToken), cancellationToken);
        }
    }

    private PendingWrite NextWrite()
    {
        var number = ++_sequence;
        var app = $"app-{number * 7919 % apps}";
        IReadOnlyList<RenderedFile> files = [.. RepositorySeed.Files(app, number)];
        var write = new PendingWrite(
            new ReleaseWrite
            {
                ResultId = $"result-{number}",
                RequestId = $"request-{number}",
                Sequence = number,
                App = app,
                Env = RepositorySeed.Env,
                TriggeredBy = "benchmark",
                ArtifactId = $"owner/{app}-{number}",
                Manifest = new Manifest { App = app, Env = RepositorySeed.Env },
                Version = Version,
            },
            default);
        write.SetRendered(files, RenderedObjects.Parse(files));
        return write;
    }
}
