using System.Diagnostics;
using Gimlet.Benchmarks.Gitops;
using Gimlet.Testing.Git;
using Gimlet.Testing.Helm;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>
/// Runs an installation of real processes and sends it deploys of charts that are rendered in process.
/// </summary>
internal sealed class LoadBenchmark
{
    private const string Env = "staging";
    private const int WarmUp = 20;

    public static readonly string Charts = Path.Combine(RepositoryRoot.Path, "samples", "charts");

    private int _next;

    public required GimletForm Form { get; init; }

    public required int Apps { get; init; }

    public required int Deploys { get; init; }

    public required int Clients { get; init; }

    public required int IdleDeploys { get; init; }

    public required int ScriptDeploys { get; init; }

    public required int ScriptJobs { get; init; }

    /// <summary>Returns 0, or 1 where nothing could be measured.</summary>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        if (ScriptDeploys > 0 && !HelmOracle.IsInstalled)
        {
            await output.WriteLineAsync(
                "The CI script needs helm, which HELM_PATH names: ./test.sh installs it, --ci-deploys 0 does without.");
            return 1;
        }

        var settings = new Dictionary<string, string?> { ["CHARTS_PATH"] = Charts, ["LOG_LEVEL"] = "Warning" };
        await using var installation = await Installation.StartAsync(Form, settings, cancellationToken);
        Seed(installation.RemotePath);
        using var client = new GimletClient(installation.Address, Installation.AdminToken);
        using var remote = new RemoteWatch(installation.RemotePath);

        await output.WriteLineAsync($"{Form}, {Apps} apps, file remote, {Environment.ProcessorCount} processors");
        var artifacts = await ShipAsync(client, WarmUp + IdleDeploys + Deploys, cancellationToken);
        await SendOneByOneAsync(client, remote, artifacts[..WarmUp], cancellationToken);
        var idle = await SendOneByOneAsync(
            client, remote, artifacts[WarmUp..(WarmUp + IdleDeploys)], cancellationToken);
        LoadReport.WriteLatency(output, "idle, accepted to pushed", idle);

        var begin = remote.Tip;
        var before = ProcessUsage.ReadAll(installation);
        var counts = await WriterCounts.ReadAsync(installation, cancellationToken);
        var (rate, latencies) = await SendTogetherAsync(
            client, remote, artifacts[(WarmUp + IdleDeploys)..], cancellationToken);
        LoadReport.WriteRate(output, "deploys", latencies.Count, rate);
        LoadReport.WriteLatency(output, "accepted to pushed", latencies);
        LoadReport.WriteUsage(output, before, ProcessUsage.ReadAll(installation), latencies.Count);
        await output.WriteLineAsync(
            $"{await WriterCounts.ReadAsync(installation, cancellationToken) - counts}, "
                + $"commits: {remote.CountSince(begin)}, lost: {Deploys - latencies.Count}");

        if (ScriptDeploys > 0)
        {
            var script = await RunScriptAsync(Path.Combine(installation.Folder, "ci"), cancellationToken);
            LoadReport.WriteRate(output, "deploys by a CI script", ScriptDeploys, script);
            await output.WriteLineAsync($"ratio: {rate / script:0} times the CI script");
        }

        return 0;
    }

    // An installation starts with an empty remote.
    private void Seed(string remote)
    {
        var tree = GitCommand.RunWithInput(remote, "", "mktree");
        var commit = GitCommand.RunWithInput(remote, "", "commit-tree", tree, "-m", "Begin");
        GitCommand.Run(remote, "update-ref", "refs/heads/main", commit);
        GitCommand.Run(remote, "symbolic-ref", "HEAD", "refs/heads/main");
        RepositorySeed.Fill(remote, Apps);
    }

    private async Task<string[]> ShipAsync(GimletClient client, int count, CancellationToken cancellationToken)
    {
        var ids = new string[count];
        await Parallel.ForAsync(0, count, cancellationToken, async (number, stop) =>
            ids[number] = await client.ShipAsync(ChartArtifact.Create(Env, AppOf(number), number), stop));
        return ids;
    }

    private async Task<List<TimeSpan>> SendOneByOneAsync(
        GimletClient client, RemoteWatch remote, string[] artifacts, CancellationToken cancellationToken)
    {
        var latencies = new List<TimeSpan>();
        foreach (var artifact in artifacts)
        {
            var before = remote.Tip;
            await client.ReleaseAsync(Env, AppOf(_next++), artifact, cancellationToken);
            var accepted = Stopwatch.GetTimestamp();
            latencies.Add(await remote.WaitForChangeAsync(before, cancellationToken) - accepted is var ticks and > 0
                ? Stopwatch.GetElapsedTime(0, ticks)
                : TimeSpan.Zero);
        }

        return latencies;
    }

    private async Task<(double Rate, List<TimeSpan> Latencies)> SendTogetherAsync(
        GimletClient client, RemoteWatch remote, string[] artifacts, CancellationToken cancellationToken)
    {
        var accepted = new Dictionary<string, long>(StringComparer.Ordinal);
        var first = _next;
        var begin = remote.Tip;
        var started = Stopwatch.GetTimestamp();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, artifacts.Length, options, async (number, stop) =>
        {
            var id = await client.ReleaseAsync(Env, AppOf(first + number), artifacts[number], stop);
            lock (accepted)
            {
                accepted[id] = Stopwatch.GetTimestamp();
            }
        });
        _next += artifacts.Length;
        var pushed = await remote.WaitForRequestsAsync(begin, accepted.Keys, cancellationToken);
        var rate = pushed.Count / Stopwatch.GetElapsedTime(started, pushed.Values.Max()).TotalSeconds;
        return (rate, [.. pushed.Select(push =>
            Stopwatch.GetElapsedTime(accepted[push.Key], Math.Max(accepted[push.Key], push.Value)))]);
    }

    private async Task<double> RunScriptAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        GitCommand.Run(folder, "init", "--quiet", "--bare", "remote.git");
        var remote = Path.Combine(folder, "remote.git");
        Seed(remote);
        var script = new CiScript(remote, Path.Combine(Charts, "web-app"), Env);
        var started = Stopwatch.GetTimestamp();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = ScriptJobs, CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, ScriptDeploys, options, (number, stop) =>
            script.DeployAsync(Path.Combine(folder, $"{number}"), AppOf(number), number, stop));
        return ScriptDeploys / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private string AppOf(int number) => $"app-{number % Math.Max(Apps, 1)}";
}
