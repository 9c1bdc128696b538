using System.Net;

namespace Gimlet.Helm.Sources;

/// <summary>
/// Fetches charts from wherever they are: the disk, archives, repositories, OCI registries, git. What was fetched is
/// kept, in memory parsed and on disk as it came. Safe to use from any number of threads; one for a process is
/// enough.
/// </summary>
public sealed class ChartSources : IDisposable
{
    private readonly ChartSourceOptions _options;
    private readonly SingleFlight _flights;
    private readonly HostPolicy _hosts;
    private readonly ChartHttp _http;
    private readonly LocalSource _local;
    private readonly RepositorySource _repositories;
    private readonly RegistrySource _registries;
    private readonly GitSource? _git;

    /// <summary>Creates the sources; nothing is read or connected to yet.</summary>
    /// <param name="options">Where charts may come from.</param>
    /// <param name="clock">The time, for ages and time limits.</param>
    public ChartSources(ChartSourceOptions options, TimeProvider clock)
        : this(options, clock, AddressGuard.IsPrivate)
    {
    }

    internal ChartSources(ChartSourceOptions options, TimeProvider clock, Predicate<IPAddress> isPrivate)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _flights = new SingleFlight(clock, options.Timeout);
        _hosts = new HostPolicy(options, isPrivate);
        var disk = new DiskCache(options.CachePath, options.MaxCacheBytes, clock);
        _http = new ChartHttp(_hosts, options.CertificateAuthoritiesPath);
        var downloads = new Downloads(_http, disk, _flights, clock);
        var charts = new ContentKind<FetchedChart>(
            new(options.MaxMemoryBytes / 2), ReadArchive, chart => FetchedChart.Weigh(chart.Files),
            options.Limits.MaxArchiveBytes);
        var indexes = new ContentKind<RepositoryIndex>(
            new(options.MaxMemoryBytes / 2), RepositoryIndex.Read, index => index.Weight, options.MaxIndexBytes);
        _local = new LocalSource(options, charts.Memory);
        _registries = new RegistrySource(_http, downloads, disk, charts, options.MaxAge, clock);
        _repositories = new RepositorySource(downloads, charts, indexes, options.MaxAge, _registries);
        if (GitCharts.AreSupported)
        {
            _git = new GitSource(options, _hosts, _http, disk, charts.Memory, clock);
        }
    }

    /// <summary>Fetches a chart; many callers for the same one share one fetch.</summary>
    /// <exception cref="ChartException">It cannot be fetched; the message names the chart and says why.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<FetchedChart> FetchAsync(ChartReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        try
        {
            return reference is LocalChart local
                ? await Task.Run(() => _local.Fetch(local), cancellationToken).ConfigureAwait(false)
                : await _flights.RunAsync(reference, stop => FetchRemoteAsync(reference, stop), cancellationToken)
                    .ConfigureAwait(false);
        }
        catch (ChartException e)
        {
            throw new ChartException($"{reference}: {e.Message}", e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    // What is in the cache may have come from a host that is not allowed any more.
    private Task<FetchedChart> FetchRemoteAsync(ChartReference reference, CancellationToken cancellationToken)
    {
        switch (reference)
        {
            case RepositoryChart chart:
                _hosts.Require(chart.Repository.IdnHost, chart.Repository.Port);
                return _repositories.FetchAsync(chart, cancellationToken);
            case ArchiveChart chart:
                _hosts.Require(chart.Address.IdnHost, chart.Address.Port);
                return _repositories.FetchAsync(chart, cancellationToken);
            case RegistryChart chart:
                _hosts.Require(chart.Registry.IdnHost, chart.Registry.Port);
                return _registries.FetchAsync(chart, cancellationToken);
            case GitChart chart when GitCharts.AreSupported:
                _hosts.Require(chart.Host, chart.Port);
                return _git!.FetchAsync(chart, cancellationToken);
            default:
                throw new InvalidOperationException($"There is no source for {reference.GetType()}");
        }
    }

    private FetchedChart ReadArchive(ReadOnlyMemory<byte> archive)
    {
        var files = ChartArchive.Read(archive, _options.Limits);
        return new FetchedChart(DiskCache.DigestOf(archive.Span), files);
    }
}
