using Gimlet.Kustomize.Documents;

namespace Gimlet.Kustomize.Merging;

/// <summary>
/// The directive <c>$setElementOrder</c>: the elements that it names in its order, and between them those of the
/// document that it does not name, each before the first of the named that stood behind it.
/// </summary>
internal sealed class ElementOrder(List<Node> order, IReadOnlyList<string> keys, WorkBudget budget)
{
    public List<Node> Apply(List<Node> before, List<Node> merged)
    {
        budget.TakeComparisons((long)merged.Count * (order.Count + before.Count));
        var places = merged.ToDictionary(element => element, element => Place(before, element));
        var named = merged.Where(element => Place(order, element) >= 0).OrderBy(element => Place(order, element));
        var others = new Queue<Node>(
            merged.Where(element => Place(order, element) < 0).OrderBy(element => places[element]));

        var result = new List<Node>();
        foreach (var element in named)
        {
            while (others.TryPeek(out var other) && places[other] >= 0 && places[other] < places[element])
            {
                result.Add(others.Dequeue());
            }

            result.Add(element);
        }

        return [.. result, .. others];
    }

    private int Place(List<Node> list, Node element) => list.FindIndex(other => keys.Count == 0
        ? other.Text == element.Text
        : keys.All(key => !other.Fields.TryGetValue(key, out var value)
            || value.Text == element.Fields.GetValueOrDefault(key)?.Text));
}
