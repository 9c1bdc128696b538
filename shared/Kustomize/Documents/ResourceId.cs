using Gimlet.Kustomize.Types;

namespace Gimlet.Kustomize.Documents;

/// <summary>What identifies an object: two documents or a patch and its target agree in it.</summary>
internal sealed record ResourceId(string ApiVersion, string Kind, string Name, string Namespace)
{
    private const string DefaultNamespace = "default";

    // What kustomize calls it, and what a target's expression is matched with.
    private const string NoNamespace = "_non_namespaceable_";

    public string Group => ApiVersion.IndexOf('/') is var slash and >= 0 ? ApiVersion[..slash] : "";

    public string Version => ApiVersion[(ApiVersion.IndexOf('/') + 1)..];

    /// <summary>Whether it is a list of objects, which needs no name.</summary>
    public bool IsList => Kind.EndsWith("List", StringComparison.Ordinal);

    public static ResourceId Of(Node document)
    {
        var metadata = document.Fields.GetValueOrDefault("metadata");
        return Of(
            document.FieldText("apiVersion"), document.FieldText("kind"), metadata?.FieldText("name"),
            metadata?.FieldText("namespace"));
    }

    public static ResourceId Of(Dictionary<string, object?> document)
    {
        var metadata = document.GetValueOrDefault("metadata") as Dictionary<string, object?>;
        return Of(
            document.GetValueOrDefault("apiVersion") as string, document.GetValueOrDefault("kind") as string,
            metadata?.GetValueOrDefault("name") as string, metadata?.GetValueOrDefault("namespace") as string);
    }

    public override string ToString() =>
        $"{ApiVersion} {Kind} {Name}".Trim() + (Namespace is NoNamespace or DefaultNamespace ? "" : $" in {Namespace}");

    private static ResourceId Of(string? apiVersion, string? kind, string? name, string? scope)
    {
        var isCluster = KubernetesTypes.IsClusterScoped(apiVersion ?? "", kind ?? "");
        var effective = isCluster ? NoNamespace : string.IsNullOrEmpty(scope) ? DefaultNamespace : scope;
        return new ResourceId(apiVersion ?? "", kind ?? "", name ?? "", effective);
    }
}
