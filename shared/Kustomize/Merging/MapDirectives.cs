using Gimlet.Kustomize.Documents;
using Gimlet.Kustomize.Types;

namespace Gimlet.Kustomize.Merging;

/// <summary>
/// The directives that a Kubernetes API server knows besides <c>$patch</c>: kustomize leaves them in its output, where
/// no server takes them, so here they do what the server does with them.
/// </summary>
internal sealed class MapDirectives
{
    private const string RetainKeys = "$retainKeys";
    private const string ElementOrder = "$setElementOrder/";
    private const string DeletedValues = "$deleteFromPrimitiveList/";

    private readonly Dictionary<string, Node> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _deletions = new(StringComparer.Ordinal);
    private HashSet<string>? _retained;

    /// <summary>Takes the directives out of a map of a patch.</summary>
    public static MapDirectives Take(Node? patch, FieldPath path)
    {
        var directives = new MapDirectives();
        var names = patch?.Fields.Keys.Where(name => name.StartsWith('$')).ToList() ?? [];
        foreach (var name in names)
        {
            directives.TakeOne(patch!, name, path);
        }

        return directives;
    }

    public Node? OrderOf(string field) => _orders.GetValueOrDefault(field);

    /// <summary>An order is only known for a list whose elements can be told apart.</summary>
    public void CheckOrders(string? type, FieldPath path)
    {
        foreach (var field in _orders.Keys)
        {
            if (KubernetesTypes.Field(type, field) is not { IsMergedList: true })
            {
                throw new KustomizeException(
                    $"{path.Field(ElementOrder + field)}: {field} is no list of a built-in type that is merged by "
                    + "keys.");
            }
        }
    }

    /// <summary>Removes from a document what the directives say.</summary>
    public void TakeAway(Node target, Node? patch)
    {
        if (_retained is not null)
        {
            foreach (var name in target.Fields.Keys.Where(name => !_retained.Contains(name)).ToList())
            {
                target.Fields.Remove(name);
            }
        }

        foreach (var (field, values) in _deletions)
        {
            var texts = values.Items.Select(value => value.Text).ToHashSet(StringComparer.Ordinal);
            target.Fields.GetValueOrDefault(field)?.Items
                .RemoveAll(item => item.Kind == NodeKind.Scalar && texts.Contains(item.Text));
        }
    }

    private void TakeOne(Node patch, string name, FieldPath path)
    {
        if (name == RetainKeys)
        {
            var list = TakeList(patch, name, path);
            _retained = list.Items.Select(item => item.Text).ToHashSet(StringComparer.Ordinal);
            var other = patch.Fields.Keys.FirstOrDefault(field => !field.StartsWith('$') && !_retained.Contains(field));
            if (other is not null)
            {
                throw new KustomizeException($"{path.Field(name)}: it must name {other}, which the patch sets.");
            }
        }
        else if (name.StartsWith(ElementOrder, StringComparison.Ordinal))
        {
            _orders[name[ElementOrder.Length..]] = TakeList(patch, name, path);
        }
        else if (name.StartsWith(DeletedValues, StringComparison.Ordinal))
        {
            _deletions[name[DeletedValues.Length..]] = TakeList(patch, name, path);
        }
    }

    private static Node TakeList(Node patch, string name, FieldPath path)
    {
        patch.Fields.Remove(name, out var list);
        return list is { Kind: NodeKind.Sequence }
            ? list
            : throw new KustomizeException($"{path.Field(name)} must be a list.");
    }
}
