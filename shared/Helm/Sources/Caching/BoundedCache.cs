namespace Gimlet.Helm.Sources;

/// <summary>Keeps values in memory up to a total weight; what was not used for longest goes first.</summary>
internal sealed class BoundedCache<TValue>(long maxWeight)
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _order = [];
    private long _weight;

    public TValue? Find(string key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return null;
            }

            _order.Remove(node);
            _order.AddFirst(node);
            return node.Value.Value;
        }
    }

    /// <summary>Adds a value and returns it, or the one that another thread added in the meantime.</summary>
    public TValue Add(string key, TValue value, long weight)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var present))
            {
                return present.Value.Value;
            }

            if (weight > maxWeight)
            {
                return value;
            }

            _entries[key] = _order.AddFirst(new Entry(key, value, weight));
            for (_weight += weight; _weight > maxWeight; _order.RemoveLast())
            {
                var oldest = _order.Last!.Value;
                _weight -= oldest.Weight;
                _entries.Remove(oldest.Key);
            }

            return value;
        }
    }

    private sealed record Entry(string Key, TValue Value, long Weight);
}
