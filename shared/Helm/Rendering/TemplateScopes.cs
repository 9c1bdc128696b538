using Gimlet.Helm.Values;
using Table = System.Collections.Generic.Dictionary<string, object?>;

namespace Gimlet.Helm.Rendering;

/// <summary>
/// What the templates of each chart see as dot. The tables are of one rendering: templates may change them, and those
/// that come later see it.
/// </summary>
internal sealed class TemplateScopes
{
    private readonly Dictionary<ChartNode, Table> _scopes = [];
    private readonly Table _release;
    private readonly Capabilities _capabilities;

    private TemplateScopes(RenderRequest request, Capabilities capabilities)
    {
        _capabilities = capabilities;
        _release = new(StringComparer.Ordinal)
        {
            ["Name"] = request.ReleaseName,
            ["Namespace"] = request.Namespace,
            ["IsInstall"] = true,
            ["IsUpgrade"] = false,
            ["Revision"] = (nint)1,
            ["Service"] = "Helm",
        };
    }

    public static TemplateScopes Create(
        ChartNode root, Table values, RenderRequest request, Capabilities capabilities)
    {
        var scopes = new TemplateScopes(request, capabilities);
        scopes.Add(root, new ValuesObject(values));
        return scopes;
    }

    /// <summary>What dot is for a template.</summary>
    public object For(ChartTemplate template)
    {
        var scope = _scopes[template.Node];
        scope["Template"] = new Table(StringComparer.Ordinal)
        {
            ["Name"] = template.Name,
            ["BasePath"] = $"{template.Node.Path}/templates",
        };
        return scope;
    }

    private Table Add(ChartNode node, ValuesObject values)
    {
        var charts = new Table(StringComparer.Ordinal);
        foreach (var child in node.Children)
        {
            charts[child.Name] = Add(child, Share(values, child.Name));
        }

        var scope = new Table(StringComparer.Ordinal)
        {
            ["Chart"] = ChartObject.Create(node),
            ["Files"] = node.Chart.FilesObject,
            ["Release"] = _release,
            ["Capabilities"] = _capabilities,
            ["Values"] = values,
            ["Subcharts"] = charts,
        };
        _scopes.Add(node, scope);
        return scope;
    }

    // What a chart changes in its values its parent sees, so both have the same table.
    private static ValuesObject Share(ValuesObject values, string name)
    {
        // A name with a dot is a path to helm, and leads nowhere.
        var table = ValueTables.Find(values, name);
        var own = new ValuesObject(table ?? []);
        if (table is not null && ReferenceEquals(values.GetValueOrDefault(name), table))
        {
            values[name] = own;
        }

        return own;
    }
}
