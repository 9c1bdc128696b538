using Gimlet.Kustomize.Documents;

namespace Gimlet.Kustomize.Merging;

internal enum PatchStrategy
{
    Merge,
    Replace,
    Delete,
}

/// <summary>The directive <c>$patch</c>, taken out of the patch where it is read.</summary>
internal static class PatchDirective
{
    private const string Name = "$patch";

    /// <summary>What a map of the patch does to the map that it is for.</summary>
    public static PatchStrategy TakeFromMap(Node? patch, FieldPath path)
    {
        if (patch is not { Kind: NodeKind.Mapping } || !patch.Fields.Remove(Name, out var directive))
        {
            return PatchStrategy.Merge;
        }

        return Parse(directive, path);
    }

    /// <summary>What a list of the patch does to its list: an element that is only a directive says it.</summary>
    public static PatchStrategy TakeFromList(Node? patch, FieldPath path)
    {
        var element = patch?.Items.Find(item => item.Fields.ContainsKey(Name));
        if (element is not { Fields.Count: 1 })
        {
            return PatchStrategy.Merge;
        }

        var directive = element.Fields[Name];
        var strategy = Parse(directive, path);
        patch!.Items.RemoveAll(item => item.IsNull || item.IsEmptyMap
            || (item.Fields.TryGetValue(Name, out var other) && other.Text == directive.Text));
        return strategy;
    }

    private static PatchStrategy Parse(Node directive, FieldPath path) => directive.Text switch
    {
        "merge" => PatchStrategy.Merge,
        "replace" => PatchStrategy.Replace,
        "delete" => PatchStrategy.Delete,
        _ => throw new KustomizeException(
            $"{path}: \"{directive.Text}\" is no patch strategy: $patch is delete, replace or merge."),
    };
}
