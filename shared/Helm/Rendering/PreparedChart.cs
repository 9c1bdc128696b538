using Gimlet.Templating;
using Gimlet.Templating.Values;

namespace Gimlet.Helm.Rendering;

/// <summary>A chart with its enabled dependencies, ready to be rendered with any values that enable the same.</summary>
internal sealed class PreparedChart
{
    private static readonly TemplateOptions Options = new()
    {
        Functions = ChartFunctions.All,
        MissingKey = MissingKey.Zero,
    };

    private readonly List<ChartTemplate> _templates;
    private readonly Lazy<TemplateSet> _set;

    public PreparedChart(ChartNode root)
    {
        Root = root;
        root.ImportValues();
        _templates = [.. root.All
            .SelectMany(TemplatesOf)
            .DistinctBy(static template => template.Name)
            .Order(Comparer<ChartTemplate>.Create(CompareForParsing))];
        Executed = [.. _templates.Where(static template => !template.IsPartial)];
        _set = new Lazy<TemplateSet>(Parse);
    }

    public ChartNode Root { get; }

    /// <summary>The templates that are executed, in that order.</summary>
    public IReadOnlyList<ChartTemplate> Executed { get; }

    public TemplateSet Templates => _set.Value;

    private static IEnumerable<ChartTemplate> TemplatesOf(ChartNode node) => node.Chart.Templates
        .Select(file => new ChartTemplate($"{node.Path}/{file.Path}", node, file))
        .Where(template => template.IsPartial || !node.Chart.Metadata.IsLibrary);

    // The deepest first, so that definitions of a parent go over those of its charts; then from the last name.
    private static int CompareForParsing(ChartTemplate left, ChartTemplate right)
    {
        var byDepth = right.Name.AsSpan().Count('/').CompareTo(left.Name.AsSpan().Count('/'));
        return byDepth != 0 ? byDepth : GoString.Compare(right.Name, left.Name);
    }

    private TemplateSet Parse()
    {
        try
        {
            return TemplateSet.Parse(
                _templates.Select(static template =>
                    KeyValuePair.Create(template.Name, GoString.FromBytes(template.File.Content.Span))),
                Options);
        }
        catch (TemplateException exception)
        {
            throw TemplateErrors.OfParsing(exception);
        }
    }
}
