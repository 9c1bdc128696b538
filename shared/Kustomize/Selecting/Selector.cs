using System.Text.RegularExpressions;
using Gimlet.Kustomize.Documents;

namespace Gimlet.Kustomize.Selecting;

/// <summary>A target with its expressions compiled.</summary>
internal sealed class Selector
{
    private readonly Regex? _group;
    private readonly Regex? _version;
    private readonly Regex? _kind;
    private readonly Regex? _name;
    private readonly Regex? _namespace;
    private readonly LabelSelector _labels;
    private readonly LabelSelector _annotations;

    public Selector(PatchTarget target)
    {
        _group = WholeMatch.Compile("group", target.Group);
        _version = WholeMatch.Compile("version", target.Version);
        _kind = WholeMatch.Compile("kind", target.Kind);
        _name = WholeMatch.Compile("name", target.Name);
        _namespace = WholeMatch.Compile("namespace", target.Namespace);
        _labels = LabelSelector.Parse("labelSelector", target.LabelSelector);
        _annotations = LabelSelector.Parse("annotationSelector", target.AnnotationSelector);
    }

    /// <summary>Whether an object is selected; by name and namespace also as what it was before patches.</summary>
    public bool Selects(Resource resource)
    {
        var now = resource.CurrentId;
        return IsMatch(_namespace, now.Namespace, resource.Id.Namespace)
            && IsMatch(_name, now.Name, resource.Id.Name)
            && IsMatch(_group, now.Group)
            && IsMatch(_version, now.Version)
            && IsMatch(_kind, now.Kind)
            && _labels.Matches(resource.Metadata("labels"))
            && _annotations.Matches(resource.Metadata("annotations"));
    }

    private static bool IsMatch(Regex? expression, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (expression is null || expression.IsMatch(text))
            {
                return true;
            }
        }

        return false;
    }
}
