using Gimlet.Contracts;
using Gimlet.FluxWatcher.Observations;
using LibGit2Sharp;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Gimlet.FluxWatcher.Simulation;

/// <summary>Stands in for Flux without a cluster: one Kustomization of the whole embedded repository.</summary>
/// <remarks>
/// It does what can be done without a cluster: it reads every document of the newest revision, as Flux would before it
/// applies them. Like Flux it looks only at the tip, so revisions between two looks are skipped.
/// </remarks>
internal sealed class SimulatedFlux(
    EmbeddedRepository repository,
    ObservationFeed feed,
    IOptions<FluxWatcherOptions> options,
    TimeProvider clock,
    ILogger<SimulatedFlux> logger) : IFluxSource, IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly RevisionReader _reader = new(repository);

    public string Name => FluxWatcherOptions.Simulated;

    public HealthCheckResult Health => HealthCheckResult.Healthy("simulated: statuses are not from a cluster");

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        string? reconciled = null;
        while (true)
        {
            try
            {
                if (_reader.Tip() is { } tip && tip != reconciled)
                {
                    await ReconcileAsync(tip, cancellationToken);
                    reconciled = tip;
                }
            }
            catch (Exception e) when (e is LibGit2SharpException or IOException)
            {
                Log.RepositoryUnreadable(logger, e.Message);
            }
            await Task.Delay(Poll, clock, cancellationToken);
        }
    }

    public void Resync() => feed.Repeat(UnixMicroseconds.Now(clock));

    public void Dispose() => _reader.Dispose();

    private async Task ReconcileAsync(string commit, CancellationToken cancellationToken)
    {
        var revision = $"{repository.Branch}@sha1:{commit}";
        Report(commit, "Progressing", $"Fetching manifests for revision {revision} with a timeout of 5m0s");
        await Task.Delay(options.Value.SimulatedDelay, clock, cancellationToken);
        if (_reader.FindError(commit) is { } error)
        {
            Report(commit, "BuildFailed", $"kustomize build failed: {error}", failed: true);
        }
        else
        {
            Report(commit, "ReconciliationSucceeded", $"Applied revision: {revision}");
        }
    }

    private void Report(string commit, string reason, string message, bool failed = false)
    {
        Log.Simulated(logger, reason, message);
        feed.Observe(
            new()
            {
                Kind = "Kustomization",
                Namespace = "simulated",
                Name = "simulated",
                RepositoryUrl = repository.Url,
                Branch = repository.Branch,
                Path = "",
                Revision = commit,
                Reason = reason,
                Message = message,
                Severity = failed ? "error" : "info",
                ObservedAt = UnixMicroseconds.Now(clock),
                Source = "simulated",
            },
            repeat: false);
    }
}
