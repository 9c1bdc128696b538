using System.Diagnostics;
using System.Globalization;
using Gimlet.Testing.Git;
using Gimlet.Testing.Installations;

namespace Gimlet.Benchmarks.Load;

/// <summary>Prints every few seconds how far a run is, until it is disposed.</summary>
internal sealed class SoakProgress : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly TextWriter _output;
    private readonly Installation _installation;
    private readonly RemoteRepository _remote;
    private readonly DeployClients _clients;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _printing;

    public SoakProgress(TextWriter output, Installation installation, RemoteRepository remote, DeployClients clients)
    {
        (_output, _installation, _remote, _clients) = (output, installation, remote, clients);
        _printing = PrintAsync();
    }

    public ObjectFiles MostInRemote { get; private set; } = new(0, 0, 0);

    public ObjectFiles MostInClones { get; private set; } = new(0, 0, 0);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _printing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task PrintAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            await Task.Delay(Step, TimeProvider.System, _stop.Token);
            var files = ObjectFiles.Count(_remote.Folder);
            MostInRemote = ObjectFiles.Most(MostInRemote, files);
            MostInClones = ObjectFiles.Most(MostInClones, ObjectFiles.OfClones(_installation));
            var memory = (await MemoryUse.ReadAllAsync(_installation, _stop.Token)).Sum(use => use.Resident);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await _output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"  {seconds,4:0} s  {_clients.Accepted.Count,6} accepted  {memory,6:0} MB  {files}"));
        }
    }
}
