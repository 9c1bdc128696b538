using System.Threading.Channels;

namespace Gimlet.Policy.Tracking;

/// <summary>Wakes the streams of this process that watch a request.</summary>
internal sealed class RequestSignals
{
    private readonly Dictionary<string, List<Subscription>> _subscriptions = [];
    private readonly Lock _lock = new();

    /// <summary>The requests that anybody watches here.</summary>
    public IReadOnlyList<string> Watched
    {
        get
        {
            lock (_lock)
            {
                return [.. _subscriptions.Keys];
            }
        }
    }

    public Subscription Subscribe(string requestId)
    {
        var subscription = new Subscription(this, requestId);
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(requestId, out var others))
            {
                _subscriptions[requestId] = others = [];
            }

            others.Add(subscription);
        }

        return subscription;
    }

    public void Signal(string requestId)
    {
        lock (_lock)
        {
            foreach (var subscription in _subscriptions.GetValueOrDefault(requestId) ?? [])
            {
                subscription.Wake();
            }
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            if (_subscriptions.TryGetValue(subscription.RequestId, out var others)
                && others.Remove(subscription) && others.Count == 0)
            {
                _subscriptions.Remove(subscription.RequestId);
            }
        }
    }

    /// <summary>Remembers one signal until somebody waits, so that none is lost between reading and waiting.</summary>
    internal sealed class Subscription(RequestSignals signals, string requestId) : IDisposable
    {
        private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

        public string RequestId => requestId;

        public void Wake() => _woken.Writer.TryWrite(true);

        public async Task WaitAsync(CancellationToken cancellationToken) =>
            await _woken.Reader.ReadAsync(cancellationToken);

        public void Dispose() => signals.Remove(this);
    }
}
