using System.Globalization;
using Gimlet.Testing.Git;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>
/// Sends deploys for a long time. Memory is measured twice, in the same way: when the first deploys have settled, and
/// when all have.
/// </summary>
internal sealed class SoakBenchmark
{
    private const string Env = "staging";
    private const double MaxGrowth = 1.2;

    // Git itself packs from 6,700 loose objects and 50 packs on; ours are merged beside the writing, which goes on.
    private const int MaxLoose = 6_700;
    private const int MaxPacks = 150;

    private readonly List<string> _findings = [];

    public required GimletForm Form { get; init; }

    public required Transport Transport { get; init; }

    public required int Deploys { get; init; }

    public required int First { get; init; }

    public required int Apps { get; init; }

    public required int Clients { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Returns 0 when nothing was lost and nothing grew, otherwise 1.</summary>
    public async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var remote = await LoadRemote.StartAsync(Transport, cancellationToken);
        await using var installation = await Installation.StartAsync(
            Form, LoadRemote.SettingsOf(remote), cancellationToken);
        using var client = new GimletClient(installation.Address, Installation.AdminToken);
        var clients = new DeployClients(client, Env, Apps, Clients);
        var audit = new DeployAudit(client, new GitopsBranch(remote.Folder), Env, "deployment.yaml");
        await using var progress = new SoakProgress(output, installation, remote, clients);
        await output.WriteLineAsync(
            $"{Form}, {Deploys} deploys over {Apps} apps, {Transport} remote, {Environment.ProcessorCount} processors");

        async Task<IReadOnlyList<MemoryUse>> SendAsync(Range numbers)
        {
            var sending = clients.SendAsync(
                numbers, Duration * (numbers.End.Value - numbers.Start.Value) / Deploys, cancellationToken);
            await sending;
            await audit.WaitAsync(clients.Accepted, cancellationToken);
            await ProcessUsage.WaitForRestAsync(installation, cancellationToken);
            return await MemoryUse.ReadAllAsync(installation, cancellationToken);
        }

        var before = await SendAsync(..First);
        var after = await SendAsync(First..Deploys);
        CompareMemory(output, before, after);
        CheckFiles(output, "remote in the end", ObjectFiles.Count(remote.Folder));
        CheckFiles(output, "remote at most", progress.MostInRemote);
        CheckFiles(output, "clones in the end", ObjectFiles.OfClones(installation));
        CheckFiles(output, "clones at most", progress.MostInClones);
        _findings.AddRange(await audit.CheckAsync(clients.Accepted, cancellationToken));
        LoadReport.WriteCounts(output, clients, audit);
        return LoadReport.WriteFindings(output, _findings);
    }

    private void CompareMemory(TextWriter output, IReadOnlyList<MemoryUse> before, IReadOnlyList<MemoryUse> after)
    {
        foreach (var (begin, end) in before.Zip(after))
        {
            var growth = end.Resident / begin.Resident;
            output.WriteLine($"after {First,6} deploys: {begin}");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"after {Deploys,6} deploys: {end}; {growth:0.00} times the resident memory"));
            if (growth > MaxGrowth)
            {
                _findings.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{end.Name} holds {growth:0.00} times the memory, more than {MaxGrowth}"));
            }
        }
    }

    private void CheckFiles(TextWriter output, string name, ObjectFiles files)
    {
        output.WriteLine($"{name}: {files}");
        if (files.Loose > MaxLoose || files.Packs > MaxPacks)
        {
            _findings.Add($"{name} {files}: at most {MaxLoose} loose objects and {MaxPacks} packs are expected");
        }
    }
}
