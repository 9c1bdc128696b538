namespace Gimlet.Kustomize.Documents;

/// <summary>What kustomize does with the annotations of every object that it writes.</summary>
internal static class Annotations
{
    private const string LocalConfiguration = "config.kubernetes.io/local-config";

    // kustomize keeps notes of its own in annotations of these names while it works, and drops them.
    private static readonly string[] Notes =
    [
        "internal.config.kubernetes.io/previousKinds", "internal.config.kubernetes.io/previousNames",
        "internal.config.kubernetes.io/prefixes", "internal.config.kubernetes.io/suffixes",
        "internal.config.kubernetes.io/previousNamespaces", "internal.config.kubernetes.io/allowNameChange",
        "internal.config.kubernetes.io/allowKindChange", "internal.config.kubernetes.io/refBy",
        "internal.config.kubernetes.io/generatorBehavior", "internal.config.kubernetes.io/needsHashSuffix",
        "internal.config.kubernetes.io/path", "internal.config.kubernetes.io/index",
        "internal.config.kubernetes.io/seqindent", "internal.config.kubernetes.io/id",
        "internal.config.kubernetes.io/annotations-migration-resource-id",
        "config.kubernetes.io/path", "config.kubernetes.io/index", "config.kubernetes.io/origin",
        "alpha.config.kubernetes.io/transformations", "config.k8s.io/id",
    ];

    /// <summary>Makes strings of all annotations, removes the notes, and drops annotations that are empty.</summary>
    public static void Normalize(Node document)
    {
        if (document.Fields.GetValueOrDefault("metadata") is not { Kind: NodeKind.Mapping } metadata
            || !metadata.Fields.TryGetValue("annotations", out var annotations))
        {
            return;
        }

        foreach (var (name, value) in annotations.Fields.ToList())
        {
            annotations.Fields[name] = Node.String(value.Text);
        }

        Array.ForEach(Notes, note => annotations.Fields.Remove(note));
        if (annotations.Fields.Count == 0)
        {
            metadata.Fields.Remove("annotations");
        }
    }

    /// <summary>The same of an object that JSON patches changed.</summary>
    public static void Normalize(Dictionary<string, object?> document)
    {
        if (document.GetValueOrDefault("metadata") is not Dictionary<string, object?> metadata)
        {
            return;
        }

        var annotations = metadata.GetValueOrDefault("annotations") as Dictionary<string, object?> ?? [];
        foreach (var (name, value) in annotations.ToList())
        {
            annotations[name] = PlainValue.Text(value);
        }

        Array.ForEach(Notes, note => annotations.Remove(note));
        if (annotations.Count == 0)
        {
            metadata.Remove("annotations");
        }
    }

    /// <summary>
    /// Gives an object annotations, if it has none: kustomize's notes are there when it applies a JSON patch, which can
    /// therefore always add to them.
    /// </summary>
    public static void EnsureMap(Dictionary<string, object?> document)
    {
        if (document.GetValueOrDefault("metadata") is Dictionary<string, object?> metadata
            && metadata.GetValueOrDefault("annotations") is not Dictionary<string, object?>)
        {
            metadata["annotations"] = new Dictionary<string, object?>(StringComparer.Ordinal);
        }
    }

    /// <summary>Whether an object is only there for tools and never written.</summary>
    public static bool IsLocal(Resource resource) =>
        resource.Metadata("annotations").GetValueOrDefault(LocalConfiguration) is not (null or "false");
}
