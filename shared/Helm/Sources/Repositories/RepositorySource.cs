using System.Text.RegularExpressions;

namespace Gimlet.Helm.Sources;

/// <summary>Fetches charts from HTTP(S): by a repository's index, or an archive by its own address.</summary>
internal sealed partial class RepositorySource(
    Downloads downloads,
    ContentKind<FetchedChart> charts,
    ContentKind<RepositoryIndex> indexes,
    TimeSpan maxAge,
    RegistrySource registries)
{
    // Nothing says that this address always means the same chart.
    public async Task<FetchedChart> FetchAsync(ArchiveChart chart, CancellationToken cancellationToken) =>
        (await downloads.GetAsync(chart.Address, charts, cancellationToken).ConfigureAwait(false)).Value;

    public async Task<FetchedChart> FetchAsync(RepositoryChart chart, CancellationToken cancellationToken)
    {
        var version = await PickAsync(chart, cancellationToken).ConfigureAwait(false);
        if (version.Url.Length == 0)
        {
            throw new ChartException($"the repository has no address for version {version.Version}");
        }

        if (version.Url.StartsWith(RegistryChart.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            var registryChart = RegistryChart.From(version.Url, null);
            return await registries.FetchAsync(registryChart, cancellationToken).ConfigureAwait(false);
        }

        var address = ArchiveAddress(chart.Repository, version.Url);
        var content = version.Digest is { } digest && Sha256().Match(digest) is { Success: true } match
            ? await downloads.GetAsync(
                match.Groups["hex"].Value.ToLowerInvariant(),
                charts,
                stop => downloads.SendAsync(address, stop),
                cancellationToken).ConfigureAwait(false)
            : downloads.Find(address, charts, maxAge)
                ?? await downloads.GetAsync(address, charts, cancellationToken).ConfigureAwait(false);
        return content.Value;
    }

    /// <summary>The address of a file of the repository, as helm resolves it.</summary>
    internal static Uri ArchiveAddress(Uri repository, string url)
    {
        if (!Uri.TryCreate(Folder(repository), url, out var address)
            || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new ChartException($"the repository has an address that cannot be used: {ChartText.Show(url)}");
        }

        // A token in the repository's query is meant for all of the repository.
        return url.Contains("://", StringComparison.Ordinal) || repository.Query.Length == 0
            ? address
            : new UriBuilder(address) { Query = repository.Query }.Uri;
    }

    private async Task<IndexedVersion> PickAsync(RepositoryChart chart, CancellationToken cancellationToken)
    {
        var address = ArchiveAddress(chart.Repository, "index.yaml");
        var index = downloads.Find(address, indexes, maxAge);
        if (chart.Version is null || index?.Value.Has(chart.Name, chart.Version) != true)
        {
            index = await downloads.GetAsync(address, indexes, cancellationToken).ConfigureAwait(false);
        }

        return index.Value.Pick(chart.Name, chart.Version);
    }

    private static Uri Folder(Uri repository) =>
        new UriBuilder(repository) { Path = repository.AbsolutePath.TrimEnd('/') + "/", Query = "", Fragment = "" }.Uri;

    [GeneratedRegex("^(sha256:)?(?<hex>[0-9a-fA-F]{64})$")]
    private static partial Regex Sha256();
}
