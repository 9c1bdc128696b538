using System.Diagnostics;
using Gimlet.Testing.Git;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.Benchmarks.Load;

/// <summary>Five services with several gitops-writers, and somebody else who pushes to the same branch.</summary>
internal sealed class ReplicaBenchmark
{
    private const string Env = "staging";

    public required int Writers { get; init; }

    public required Transport Transport { get; init; }

    public required int Deploys { get; init; }

    public required int Apps { get; init; }

    public required int Clients { get; init; }

    public required TimeSpan ForeignPause { get; init; }

    public required int Kills { get; init; }

    /// <summary>Returns 0 when nothing was lost, doubled or out of order, otherwise 1.</summary>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var remote = await LoadRemote.StartAsync(Transport, cancellationToken);
        await using var installation = await Installation.StartAsync(
            GimletForm.Distributed, Writers, LoadRemote.SettingsOf(remote), cancellationToken);
        using var client = new GimletClient(installation.Address, Installation.AdminToken);
        using var watch = new RemoteWatch(remote.Folder);
        var branch = new GitopsBranch(remote.Folder);
        var clients = new DeployClients(client, Env, Apps, Clients);
        var audit = new DeployAudit(client, branch, Env, "deployment.yaml");
        await using var foreign = ForeignWriter.Start(remote.Folder, pause: ForeignPause);
        await output.WriteLineAsync(
            $"{Writers} writers, {Transport} remote, {Deploys} deploys over {Apps} apps, {Kills} kills, "
                + $"{Environment.ProcessorCount} processors");

        var before = ProcessUsage.ReadAll(installation);
        var (begin, started) = (watch.Tip, Stopwatch.GetTimestamp());
        var killing = KillAsync(installation, clients, cancellationToken);
        await clients.SendAsync(..Deploys, TimeSpan.Zero, cancellationToken);
        await killing;
        await audit.WaitAsync(clients.Accepted, cancellationToken);
        await foreign.StopAsync();
        WriteFigures(output, clients, watch.ReadPushes(begin), started);
        if (Kills == 0)
        {
            LoadReport.WriteUsage(output, before, ProcessUsage.ReadAll(installation), Deploys);
            await output.WriteLineAsync($"{await WriterCounts.ReadAsync(installation, cancellationToken)}");
        }

        var findings = await audit.CheckAsync(clients.Accepted, cancellationToken);
        var losses = foreign.FindLosses(branch);
        branch.Git("fsck", "--strict");
        LoadReport.WriteCounts(output, clients, audit);
        await output.WriteLineAsync(
            $"{foreign.Files.Count} foreign commits, {losses.Count} lost; "
                + $"{foreign.Rejected} of their pushes were rejected");
        return LoadReport.WriteFindings(
            output, [.. findings, .. losses.Select(file => $"The foreign {file} was lost")]);
    }

    private void WriteFigures(
        TextWriter output, DeployClients clients, IReadOnlyDictionary<string, long> pushes, long started)
    {
        var pushed = pushes.Where(push => clients.Times.ContainsKey(push.Key)).ToList();
        if (pushed.Count > 0)
        {
            var seconds = Stopwatch.GetElapsedTime(started, pushed.Max(push => push.Value)).TotalSeconds;
            LoadReport.WriteRate(output, "deploys", pushed.Count, pushed.Count / seconds);
            LoadReport.WriteLatency(output, "accepted to pushed", pushed.Select(push =>
                Stopwatch.GetElapsedTime(clients.Times[push.Key], Math.Max(clients.Times[push.Key], push.Value))));
        }
    }

    // kill -9 of each replica in turn, evenly over the deploys, and a start right after it, as a supervisor does.
    private async Task KillAsync(Installation installation, DeployClients clients, CancellationToken cancellationToken)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            var due = Deploys * (kill + 1) / (Kills + 1);
            await Eventually.HoldsAsync(
                () => Task.FromResult(clients.Accepted.Count >= due),
                $"{due} accepted deploys",
                TimeSpan.FromMinutes(10),
                cancellationToken);
            var process = installation.Process(installation.WriterNames[kill % Writers]);
            await process.KillAsync();
            process.Start();
        }
    }
}
