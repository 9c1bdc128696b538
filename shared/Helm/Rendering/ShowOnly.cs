using Gimlet.Helm.Sources;

namespace Gimlet.Helm.Rendering;

/// <summary>Selects documents by the paths of their templates within the chart, as <c>--show-only</c> does.</summary>
internal static class ShowOnly
{
    public static List<RenderedDocument> Select(List<RenderedDocument> documents, IReadOnlyList<string> patterns)
    {
        var selected = new List<RenderedDocument>();
        foreach (var pattern in patterns)
        {
            var count = selected.Count;
            selected.AddRange(documents
                .Where(document => GoPathMatch.IsMatch(pattern, WithoutChart(document.TemplatePath)))
                .Select(FirstDocument));
            if (selected.Count == count)
            {
                throw new ChartException($"could not find template {pattern} in chart");
            }
        }

        return selected;
    }

    private static string WithoutChart(string path) => path[(path.IndexOf('/') + 1)..];

    // Helm finds documents by the comment in front; in a file of CRDs only the first has one.
    private static RenderedDocument FirstDocument(RenderedDocument document)
    {
        const string comment = "#\n";
        return document with { Content = ManifestSplitter.Split(comment + document.Content)[0][comment.Length..] };
    }
}
