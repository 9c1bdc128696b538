using System.Text.RegularExpressions;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Reads what <c>helm template</c> prints.</summary>
internal static partial class ChartOutput
{
    private const string DocumentStart = "---\n# Source: ";

    // Flux would take a file of this name for instructions on how to build the directory.
    private static readonly string[] Reserved = ["kustomization.yaml", "kustomization.yml"];

    /// <summary>One document as the chart's output has it, with its separator and source comment.</summary>
    /// <param name="Source">The template, for example <c>chart/charts/sub/templates/service.yaml</c>.</param>
    /// <param name="Text">Ends with a line break.</param>
    internal sealed record Document(string Source, string Text);

    public static IReadOnlyList<Document> Split(string output)
    {
        var text = output.EndsWith('\n') ? output[..^1] : output;
        return [.. $"\n{text}".Split("\n" + DocumentStart).Skip(1).Select(body =>
            new Document(body.Split('\n', 2)[0].Trim(), $"{DocumentStart}{body}\n"))];
    }

    /// <summary>One file per template, in the order in which the templates first appear.</summary>
    public static IReadOnlyList<RenderedFile> ToFiles(IReadOnlyList<Document> documents)
    {
        var templates = documents.GroupBy(document => document.Source).ToList();
        var names = NameFiles(templates.Select(template => template.Key));
        return [.. templates.Select(template =>
            new RenderedFile(names[template.Key], string.Concat(template.Select(document => document.Text))))];
    }

    // Nearest the root first, so that a chart's own files keep their names whatever its subcharts bring.
    private static Dictionary<string, string> NameFiles(IEnumerable<string> sources)
    {
        var names = new Dictionary<string, string>();
        var taken = new HashSet<string>(Reserved, StringComparer.OrdinalIgnoreCase);
        foreach (var source in sources.OrderBy(s => s.Count(c => c == '/')).ThenBy(s => s, StringComparer.Ordinal))
        {
            var segments = source.Split('/')[1..].Where(folder => folder is not ("templates" or "charts")).ToList();
            var name = FileName(segments[^1]);
            if (!taken.Add(name))
            {
                var qualified = FileName(string.Join('-', segments));
                name = qualified;
                for (var n = 2; !taken.Add(name); n++)
                {
                    name = $"{n}-{qualified}";
                }
            }

            names[source] = name;
        }

        return names;
    }

    // Flux applies .yaml and .yml files only, and Helm renders templates of any name.
    private static string FileName(string name)
    {
        var safe = Unsafe().Replace(name, "-");
        return Path.GetExtension(safe) is ".yaml" or ".yml" ? safe : safe + ".yaml";
    }

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Unsafe();
}
