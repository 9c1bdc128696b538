using Gimlet.Kustomize.Documents;
using Gimlet.Kustomize.Types;

namespace Gimlet.Kustomize.Merging;

internal sealed partial class StrategicMerge
{
    private Node? MergeList(Node? target, Node? patch, MergedField known, Node? order, FieldPath path)
    {
        if (FirstPresent(target, patch, path) is not { Kind: NodeKind.Sequence })
        {
            return Merge(target, patch, null, path);
        }

        var strategy = PatchDirective.TakeFromList(patch, path);
        if (patch is { IsNull: true } || strategy == PatchStrategy.Delete)
        {
            return null;
        }

        var list = IsMissing(target) || strategy == PatchStrategy.Replace ? patch! : target!;
        var before = list.Items;
        list.Items = known.Keys is { Count: > 0 } keys
            ? new KeyedElements(keys, budget).Merge(list, patch, path, (own, other, place) =>
                Merge(own, other, known.Type, place))
            : MergeValues(list, patch, path);
        if (order is not null)
        {
            list.Items = new ElementOrder(order.Items, known.Keys!, budget).Apply(before, list.Items);
        }

        return list;
    }

    /// <summary>The values of the patch, then those of the document that it does not have; each once.</summary>
    private List<Node> MergeValues(Node list, Node? patch, FieldPath path)
    {
        var values = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var item in (patch?.Items ?? []).Concat(list.Items))
        {
            budget.TakeComparisons(1);
            if (item.Kind != NodeKind.Scalar)
            {
                throw new KustomizeException(
                    $"{path}: the list holds a {Describe(item)} where plain values are merged.");
            }

            if (!item.IsNull)
            {
                values.TryAdd(item.Text, item);
            }
        }

        return [.. values.Values];
    }
}
