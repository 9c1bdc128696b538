using Gimlet.Helm.Charts;
using Gimlet.Helm.Rendering;
using Gimlet.Helm.Schemas;
using Gimlet.Templating.Values;

namespace Gimlet.Helm;

/// <summary>
/// A chart, with those in it. It never changes: share it between threads, and keep it, for what the first rendering
/// parses the later ones use.
/// </summary>
public sealed class Chart
{
    private readonly ChartRenderer _renderer;

    internal Chart(
        ChartMetadata metadata,
        Dictionary<string, object?> values,
        ChartParts parts,
        IReadOnlyList<Chart> dependencies)
    {
        Metadata = metadata;
        Values = values;
        Dependencies = dependencies;
        Templates = parts.Templates;
        Files = parts.Files;
        Schema = parts.Schema is { } schema ? new ValuesSchema(schema) : null;
        FilesObject = new FilesObject(
            Files.Select(static file => KeyValuePair.Create(file.Path, new GoBytes(file.Content))));
        _renderer = new ChartRenderer(this);
    }

    /// <summary>What <c>Chart.yaml</c> says.</summary>
    public ChartMetadata Metadata { get; }

    /// <summary>The name.</summary>
    public string Name => Metadata.Name;

    /// <summary>The charts in <c>charts/</c>, enabled or not.</summary>
    public IReadOnlyList<Chart> Dependencies { get; }

    internal Dictionary<string, object?> Values { get; }

    internal IReadOnlyList<ChartFile> Templates { get; }

    internal IReadOnlyList<ChartFile> Files { get; }

    internal ValuesSchema? Schema { get; }

    internal FilesObject FilesObject { get; }

    /// <summary>Loads a chart: metadata, values and the charts in it. Templates are parsed when needed.</summary>
    /// <exception cref="ChartException">The files are no chart.</exception>
    public static Chart Load(ChartFiles files) => ChartLoader.LoadRoot(files);

    /// <summary>Renders the chart as <c>helm template RELEASE CHART --no-hooks</c> does.</summary>
    /// <exception cref="ChartException">The chart cannot be rendered with these values within the limits.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public RenderedChart Render(RenderRequest request, CancellationToken cancellationToken = default) =>
        _renderer.Render(request, cancellationToken);

    /// <summary>Checks values against the schemas of this chart and of those enabled in it; renders nothing.</summary>
    /// <param name="values">The values that go over those of the chart.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="ChartException">They are not as a schema says; the message is that of a rendering.</exception>
    public void CheckValues(
        IReadOnlyDictionary<string, object?> values, CancellationToken cancellationToken = default) =>
        _renderer.CheckValues(values, cancellationToken);
}
