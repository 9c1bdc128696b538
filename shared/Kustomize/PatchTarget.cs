namespace Gimlet.Kustomize;

/// <summary>
/// Selects objects. A field that is absent or empty selects any. Group, version, kind, name and namespace are regular
/// expressions in RE2 syntax that must match the whole of the value.
/// </summary>
public sealed record PatchTarget
{
    /// <summary>API group.</summary>
    public string? Group { get; init; }

    /// <summary>API version without the group.</summary>
    public string? Version { get; init; }

    /// <summary>Kind of the object.</summary>
    public string? Kind { get; init; }

    /// <summary>Name of the object, as it is or as it was before an earlier patch changed it.</summary>
    public string? Name { get; init; }

    /// <summary>Namespace of the object; an object without one is in <c>default</c>.</summary>
    public string? Namespace { get; init; }

    /// <summary>A label selector of Kubernetes, such as <c>app=web,tier in (a, b),!canary</c>.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>The same for annotations.</summary>
    public string? AnnotationSelector { get; init; }

    /// <summary>The fields that are set, for messages.</summary>
    public override string ToString()
    {
        (string Name, string? Value)[] fields =
        [
            ("group", Group), ("version", Version), ("kind", Kind), ("name", Name), ("namespace", Namespace),
            ("labelSelector", LabelSelector), ("annotationSelector", AnnotationSelector),
        ];
        var set = fields.Where(field => !string.IsNullOrEmpty(field.Value));
        return "{" + string.Join(", ", set.Select(field => $"{field.Name}: {field.Value}")) + "}";
    }
}
