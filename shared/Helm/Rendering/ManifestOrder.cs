using Gimlet.Templating.Values;

namespace Gimlet.Helm.Rendering;

/// <summary>Makes documents of what templates wrote, in helm's order, without hooks and notes.</summary>
internal static class ManifestOrder
{
    private static readonly string[] ManifestExtensions = [".yaml", ".yml", ".json"];

    public static RenderedChart Arrange(
        ChartNode root, IEnumerable<RenderedFile> files, RenderRequest request, ManifestHeads heads)
    {
        var documents = files
            .Where(static file => !file.Path.EndsWith("NOTES.txt", StringComparison.Ordinal))
            .OrderBy(static file => file.Path, Comparer<string>.Create(GoString.Compare))
            .SelectMany(file => Split(file, heads))
            .Where(static document => !document.Head.IsHook)
            .OrderBy(static document => document.Head.Kind, InstallOrder.Instance)
            .Select(static document => document.Document)
            .ToList();
        var all = request.IncludeCrds ? [.. Crds(root), .. documents] : documents;
        return new RenderedChart(request.ShowOnly.Count == 0 ? all : ShowOnly.Select(all, request.ShowOnly));
    }

    private static IEnumerable<(RenderedDocument Document, ManifestHead Head)> Split(
        RenderedFile file, ManifestHeads heads) =>
        string.IsNullOrWhiteSpace(file.Text)
        ? []
        : ManifestSplitter.Split(file.Text).Select(yaml =>
            (new RenderedDocument(file.Path, yaml), heads.Read(file.Path, yaml)));

    private static IEnumerable<RenderedDocument> Crds(ChartNode root) =>
        from node in root.All
        from file in node.Chart.Files
        where file.Path.StartsWith("crds/", StringComparison.Ordinal)
            && ManifestExtensions.Contains(Path.GetExtension(file.Path), StringComparer.OrdinalIgnoreCase)
        select new RenderedDocument($"{node.Path}/{file.Path}", GoString.FromBytes(file.Content.Span));
}
