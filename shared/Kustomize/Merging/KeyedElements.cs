using Gimlet.Kustomize.Documents;

namespace Gimlet.Kustomize.Merging;

/// <summary>
/// Merges lists whose elements are told apart by one or two keys. The elements of the patch come first, then those of
/// the document, each at the place where it was. The order of steps is kustomize's, since it shows where a second key
/// is absent: a port without a protocol is the port with one, if the other list has such.
/// </summary>
internal sealed class KeyedElements(IReadOnlyList<string> keys, WorkBudget budget)
{
    /// <summary>The merged elements; merging two elements is the caller's.</summary>
    public List<Node> Merge(Node list, Node? patch, FieldPath path, Func<Node?, Node?, FieldPath, Node?> mergeElement)
    {
        // What the patch does not touch is no business of ours.
        if (patch is null && !list.Items.TrueForAll(HasKey))
        {
            return list.Items;
        }

        Check(list, path);
        Check(patch, path);
        var identities = Identities(patch, list);
        if (identities.Count == 0)
        {
            return list.Items;
        }

        var used = Enumerable.Range(0, keys.Count).Where(key => identities.Exists(id => id[key].Length > 0)).ToList();
        string[] usedKeys = [.. used.Select(key => keys[key])];
        var merged = new List<Node>();
        foreach (var identity in identities)
        {
            string[] values = [.. used.Select(key => identity[key])];
            var element = mergeElement(Find(list, identity), Find(patch, identity), path.Element(Describe(values)));
            if (element is null or { IsEmptyMap: true })
            {
                Remove(list.Items, usedKeys, values);
                continue;
            }

            for (var key = 0; key < usedKeys.Length; key++)
            {
                if (values[key].Length > 0)
                {
                    element.Fields.TryAdd(usedKeys[key], Node.String(values[key]));
                }
            }

            Put(merged, element, usedKeys, values);
        }

        AppendRest(merged, list, usedKeys);
        return merged;
    }

    private void AppendRest(List<Node> merged, Node list, string[] usedKeys)
    {
        foreach (var element in list.Items)
        {
            string[] values = [.. usedKeys.Where(element.Fields.ContainsKey).Select(key => element.Fields[key].Text)];
            if (usedKeys.Length > 1)
            {
                Remove(merged, usedKeys, values);
            }

            Put(merged, element, usedKeys, values);
        }
    }

    private bool HasKey(Node element) => element.Fields.TryGetValue(keys[0], out var key) && key.Text.Length > 0;

    private void Check(Node? list, FieldPath path)
    {
        var index = list?.Items.FindIndex(element => !HasKey(element)) ?? -1;
        if (index >= 0)
        {
            throw new KustomizeException(
                $"{path}: the element at {index} has no {keys[0]}, by which the elements of the list are merged.");
        }
    }

    /// <summary>The key values of all elements, those of the patch first, each once; empty where absent.</summary>
    private List<string[]> Identities(Node? patch, Node list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var identities = new List<string[]>();
        foreach (var element in (patch?.Items ?? []).Concat(list.Items))
        {
            string[] identity = [.. keys.Select(key =>
                element.Fields.TryGetValue(key, out var value) && !value.IsEmpty ? value.Text : "")];
            if (seen.Add(string.Join('\n', identity)))
            {
                identities.Add(identity);
            }
        }

        if (keys.Count > 1)
        {
            Unify(identities);
        }

        return identities;
    }

    /// <summary>Gives elements that agree in what both have what only one of them has.</summary>
    private void Unify(List<string[]> identities)
    {
        for (var i = 0; i < identities.Count; i++)
        {
            budget.TakeComparisons(identities.Count);
            var one = identities[i];
            for (var j = 0; j < identities.Count; j++)
            {
                if (Union(one, identities[j]) is { } union)
                {
                    identities[i] = union;
                    identities[j] = union;
                }
            }
        }
    }

    private static string[]? Union(string[] one, string[] other)
    {
        var agree = false;
        var union = new string[one.Length];
        for (var key = 0; key < one.Length; key++)
        {
            if (one[key] == other[key])
            {
                agree = true;
            }
            else if (one[key].Length > 0 && other[key].Length > 0)
            {
                return null;
            }

            union[key] = one[key].Length > 0 ? one[key] : other[key];
        }

        return agree ? union : null;
    }

    private Node? Find(Node? list, string[] identity)
    {
        budget.TakeComparisons(list?.Items.Count ?? 0);
        return list?.Items.Find(element => keys.Zip(identity)
            .All(pair => pair.Second.Length == 0
                || (element.Fields.TryGetValue(pair.First, out var value) && value.Text == pair.Second)));
    }

    private void Remove(List<Node> elements, string[] usedKeys, string[] values)
    {
        budget.TakeComparisons(elements.Count);
        elements.RemoveAll(element => Matches(element, usedKeys, values));
    }

    private void Put(List<Node> elements, Node element, string[] usedKeys, string[] values)
    {
        budget.TakeComparisons(elements.Count);
        var isPut = false;
        for (var index = 0; index < elements.Count; index++)
        {
            if (Matches(elements[index], usedKeys, values))
            {
                elements[index] = element;
                isPut = true;
            }
        }

        if (!isPut)
        {
            elements.Add(element);
        }
    }

    // Keys for which there is no value are not looked at; an empty value is any.
    private static bool Matches(Node element, string[] usedKeys, string[] values)
    {
        for (var key = 0; key < values.Length; key++)
        {
            if (!element.Fields.TryGetValue(usedKeys[key], out var value)
                || (values[key].Length > 0 && value.Text != values[key]))
            {
                return false;
            }
        }

        return true;
    }

    private static string Describe(string[] values) => string.Join('/', values.Where(value => value.Length > 0));
}
