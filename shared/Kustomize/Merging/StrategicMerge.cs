using Gimlet.Kustomize.Documents;
using Gimlet.Kustomize.Types;

namespace Gimlet.Kustomize.Merging;

/// <summary>
/// Merges a patch into a document as kustomize does: maps field by field, lists of known types by their merge keys,
/// everything else replaced, null deletes. Both trees are changed, and the result shares nodes with them.
/// </summary>
internal sealed partial class StrategicMerge(WorkBudget budget)
{
    /// <summary>
    /// The merged document, or null where the patch deletes it. Neither kind nor name nor namespace changes.
    /// </summary>
    public Node? Apply(Node document, Node patch)
    {
        var kind = document.Fields["kind"];
        var before = document.Fields.GetValueOrDefault("metadata");
        var name = before?.Fields.GetValueOrDefault("name");
        var scope = before?.Fields.GetValueOrDefault("namespace");
        if (Merge(document, patch, null, FieldPath.Root) is not { IsEmpty: false } merged)
        {
            return null;
        }

        merged.Fields["kind"] = kind;
        if (!merged.Fields.TryGetValue("metadata", out var after))
        {
            after = Node.Mapping();
        }

        Set(after, "name", null, name);
        Set(after, "namespace", null, scope);
        Set(merged, "metadata", null, after.IsEmptyMap ? null : after);
        return merged;
    }

    /// <summary>The merged value, or null where nothing is left.</summary>
    private Node? Merge(Node? target, Node? patch, string? type, FieldPath path)
    {
        var first = FirstPresent(target, patch, path);
        return first switch
        {
            { Kind: NodeKind.Scalar, IsNull: false } or { Kind: NodeKind.Sequence } => Replace(target, patch),
            _ => MergeMap(target, patch, type ?? TypeOf(target) ?? TypeOf(patch), path),
        };
    }

    private Node? MergeMap(Node? target, Node? patch, string? type, FieldPath path)
    {
        var strategy = PatchDirective.TakeFromMap(patch, path);
        if (strategy == PatchStrategy.Delete || patch is { IsNull: true })
        {
            return null;
        }

        if (IsMissing(target) && patch is null)
        {
            // A null that the document spells out stays; one that is only a missing value goes, as in kustomize.
            return target is { Text.Length: > 0 } ? target : null;
        }

        return MergeInto(IsMissing(target) || strategy == PatchStrategy.Replace ? patch! : target!, patch, type, path);
    }

    /// <summary>
    /// Merges field by field. A map that only the patch has is merged with itself: that carries out the directives in
    /// it and drops its nulls.
    /// </summary>
    private Node MergeInto(Node target, Node? patch, string? type, FieldPath path)
    {
        var directives = MapDirectives.Take(patch, path);
        directives.CheckOrders(type, path);
        if (!ReferenceEquals(target, patch))
        {
            directives.TakeAway(target, patch);
        }

        var names = patch is null || ReferenceEquals(target, patch)
            ? target.Fields.Keys.ToList()
            : target.Fields.Keys.Union(patch.Fields.Keys).ToList();
        foreach (var name in names)
        {
            budget.TakeComparisons(1);
            var known = KubernetesTypes.Field(type, name);
            var old = target.Fields.GetValueOrDefault(name);
            var patched = patch?.Fields.GetValueOrDefault(name);
            var order = directives.OrderOf(name);
            var merged = known is { IsMergedList: true }
                ? MergeList(old, patched, known, order, path.Field(name))
                : Merge(old, patched, known?.Type, path.Field(name));
            Set(target, name, old, merged);
        }

        return target;
    }

    private static void Set(Node map, string name, Node? old, Node? value)
    {
        if (value is null)
        {
            map.Fields.Remove(name);
        }
        else
        {
            map.Fields[name] = old is null ? value : value.WithStyleOf(old);
        }
    }

    private static Node? Replace(Node? target, Node? patch) => patch is null ? target : patch.IsNull ? null : patch;

    /// <summary>The one of the two that decides how they are merged; they must be of one kind.</summary>
    private static Node? FirstPresent(Node? target, Node? patch, FieldPath path)
    {
        var first = IsMissing(target) ? patch : target;
        if (!IsMissing(patch) && first!.Kind != patch!.Kind)
        {
            throw new KustomizeException(
                $"{path}: the patch has a {Describe(patch)} where the document has a {Describe(first)}.");
        }

        return first;
    }

    private static string? TypeOf(Node? node) =>
        node?.FieldText("apiVersion") is { } version && node.FieldText("kind") is { } kind
            ? KubernetesTypes.Of(version, kind)
            : null;

    private static bool IsMissing(Node? node) => node is null || node.IsNull;

    private static string Describe(Node node) => node.Kind switch
    {
        NodeKind.Mapping => "map",
        NodeKind.Sequence => "list",
        _ => "plain value",
    };
}
