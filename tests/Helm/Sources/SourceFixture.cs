using System.Net;
using System.Text;
using Gimlet.Helm.Sources;
using Microsoft.Extensions.Time.Testing;

namespace Gimlet.Helm.Tests.Sources;

/// <summary>Sources over their own cache and a web server, with 127.0.0.1 taken for an internet address.</summary>
internal sealed class SourceFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ChartSources> _sources = [];

    private SourceFixture(ChartServer server)
    {
        Server = server;
        Options = new ChartSourceOptions { CachePath = Path.Combine(_folder.Path, "cache") };
    }

    public ChartServer Server { get; }

    public ChartSourceOptions Options { get; set; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public string Cache => Options.CachePath;

    public static async Task<SourceFixture> StartAsync() => new(await ChartServer.StartAsync());

    /// <summary>Sources as another process would have them: the same disk, a memory of their own.</summary>
    public ChartSources Create(TimeProvider? clock = null)
    {
        var sources = new ChartSources(
            Options, clock ?? Clock, address => !address.Equals(IPAddress.Loopback) && AddressGuard.IsPrivate(address));
        _sources.Add(sources);
        return sources;
    }

    public Task<FetchedChart> FetchAsync(
        string name, string? repository = null, string? version = null, ChartSources? sources = null) =>
        (sources ?? Create()).FetchAsync(
            ChartReference.Parse(name, repository, version), TestContext.Current.CancellationToken);

    public async Task<string> FailAsync(string name, string? repository = null, string? version = null) =>
        (await Assert.ThrowsAsync<ChartException>(() => FetchAsync(name, repository, version))).Message;

    public static string ChartYaml(FetchedChart chart) =>
        Encoding.UTF8.GetString(chart.Files.Find("Chart.yaml")!.Content.Span);

    public async ValueTask DisposeAsync()
    {
        _sources.ForEach(sources => sources.Dispose());
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
