using Microsoft.Extensions.Options;

namespace Gimlet.Gateway.Environments;

/// <summary>The last known status of the environments that were asked for last, as far as memory allows.</summary>
internal sealed class EnvironmentCache(IOptions<EnvironmentOptions> options)
{
    private readonly Lock _lock = new();

    // The one that was used last comes first.
    private readonly LinkedList<Entry> _entries = [];
    private readonly Dictionary<string, LinkedListNode<Entry>> _byEnv = new(StringComparer.Ordinal);
    private long _memory;

    public EnvironmentStatus? Find(string env)
    {
        lock (_lock)
        {
            if (!_byEnv.TryGetValue(env, out var node))
            {
                return null;
            }

            _entries.Remove(node);
            _entries.AddFirst(node);
            return node.Value.Status;
        }
    }

    /// <summary>Keeps it in the place of an earlier one, at the cost of those that were not used for longest.</summary>
    public void Keep(string env, EnvironmentStatus status)
    {
        lock (_lock)
        {
            if (_byEnv.TryGetValue(env, out var earlier))
            {
                Remove(earlier);
            }

            _byEnv[env] = _entries.AddFirst(new Entry(env, status));
            _memory += status.Memory;
            while (_memory > options.Value.CacheBytes)
            {
                Remove(_entries.Last!);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node);
        _byEnv.Remove(node.Value.Env);
        _memory -= node.Value.Status.Memory;
    }

    private sealed record Entry(string Env, EnvironmentStatus Status);
}
