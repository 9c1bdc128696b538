using System.Collections.Concurrent;
using Gimlet.Helm.Schemas;
using Gimlet.Helm.Values;
using Gimlet.Templating;
using Gimlet.Templating.Versions;

namespace Gimlet.Helm.Rendering;

/// <summary>Renders one chart, and keeps what is the same for all requests that enable the same dependencies.</summary>
internal sealed class ChartRenderer(Chart chart)
{
    // Values decide which dependencies are enabled: a hostile series of them must not fill the memory.
    private const int MostPrepared = 8;

    private readonly ConcurrentDictionary<string, PreparedChart> _prepared = new(StringComparer.Ordinal);
    private readonly ManifestHeads _heads = new();

    public RenderedChart Render(RenderRequest request, CancellationToken cancellationToken)
    {
        RenderRules.Check(chart, request);
        using var timeout = new CancellationTokenSource(request.Limits.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return RenderWithin(request, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested
            && !cancellationToken.IsCancellationRequested)
        {
            throw new ChartException($"rendering chart {chart.Name} took longer than {request.Limits.Time}");
        }
    }

    public void CheckValues(IReadOnlyDictionary<string, object?> given, CancellationToken cancellationToken)
    {
        var root = Prepare(given).Root;
        SchemaCheck.Check(root, Coalescing.Coalesce(root, given, merge: false), cancellationToken);
    }

    private RenderedChart RenderWithin(RenderRequest request, CancellationToken cancellationToken)
    {
        var capabilities = Capabilities.For(request);
        var given = request.Values ?? new Dictionary<string, object?>();
        var prepared = Prepare(given);
        var values = Coalescing.Coalesce(prepared.Root, given, merge: false);
        SchemaCheck.Check(prepared.Root, values, cancellationToken);
        CheckKubeVersion(capabilities.KubeVersion);
        cancellationToken.ThrowIfCancellationRequested();

        var scopes = TemplateScopes.Create(prepared.Root, values, request, capabilities);
        var files = Execute(prepared, scopes, request.Limits, cancellationToken);
        return ManifestOrder.Arrange(prepared.Root, files, request, _heads);
    }

    private PreparedChart Prepare(IReadOnlyDictionary<string, object?> values)
    {
        var root = new ChartNode(chart, chart.Name, null);
        try
        {
            DependencySelection.Select(root, values);
            var key = string.Join('\n', root.All.Select(static node => node.Path));
            if (_prepared.TryGetValue(key, out var prepared))
            {
                return prepared;
            }

            if (_prepared.Count >= MostPrepared)
            {
                _prepared.Clear();
            }

            return _prepared.GetOrAdd(key, new PreparedChart(root));
        }
        catch (ChartException exception)
        {
            throw new ChartException($"chart dependencies processing failed: {exception.Message}", exception);
        }
    }

    private void CheckKubeVersion(KubeVersion version)
    {
        var range = chart.Metadata.KubeVersion;
        if (range.Length > 0 && !VersionRange.Contains(range, version.Normalized))
        {
            throw new ChartException(
                $"chart requires kubeVersion: {range} which is incompatible with Kubernetes {version.Version}");
        }
    }

    private static List<RenderedFile> Execute(
        PreparedChart prepared, TemplateScopes scopes, RenderLimits limits, CancellationToken cancellationToken)
    {
        var files = new List<RenderedFile>(prepared.Executed.Count);
        using var execution = prepared.Templates.Begin(ToTemplateLimits(limits), cancellationToken);
        foreach (var template in prepared.Executed)
        {
            try
            {
                var output = execution.Execute(template.Name, scopes.For(template));
                files.Add(new RenderedFile(template.Name, ChartFunctions.WithoutNoValue(output)));
            }
            catch (TemplateException exception)
            {
                throw TemplateErrors.OfExecution(template.Name, exception);
            }
        }

        return files;
    }

    // Texts are UTF-16, and one that grows is there twice, with the string that is made of it at last.
    private static TemplateLimits ToTemplateLimits(RenderLimits limits) => new()
    {
        MaxTotalLength = limits.Memory / sizeof(char),
        MaxOutputLength = (int)Math.Min(limits.Memory / sizeof(char) / 4, int.MaxValue / 4),
    };
}
