using Gimlet.Hosting.Resync;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// Tells what a resync has to take up from what the bus is about to bring anyway. Without it a queue that is longer
/// than the pause between two resyncs would have everything in it written and answered twice, and grow by that.
/// </summary>
internal sealed class BusTraffic(IOptions<ResyncOptions> options, TimeProvider clock)
{
    private readonly Lock _lock = new();

    // An answer that the policy service has not taken in after three to six pauses was lost.
    private readonly TimeSpan _generation = 3 * options.Value.Interval;
    private HashSet<string> _answered = new(StringComparer.Ordinal);
    private HashSet<string> _answeredBefore = new(StringComparer.Ordinal);
    private long _generationStarted = clock.GetTimestamp();
    private long _newest;
    private long _newestAtResync;
    private bool _wasAway;

    /// <summary>Results behind this sequence are on their way to us.</summary>
    public long LastSequenceDue { get; private set; } = long.MaxValue;

    /// <summary>A command came.</summary>
    public void Receive(long sequence)
    {
        lock (_lock)
        {
            _newest = Math.Max(_newest, sequence);
        }
    }

    /// <summary>A result was answered.</summary>
    public void Answer(string resultId)
    {
        lock (_lock)
        {
            _answered.Add(resultId);
        }
    }

    /// <summary>To be called before every resync.</summary>
    public void BeginResync(bool connected)
    {
        lock (_lock)
        {
            Age();

            // Commands come in the order of their sequences. While they keep coming, those are lost that were passed
            // by; one that came since the last resync may have passed another that a replica is about to get.
            var flowing = connected && _newest > _newestAtResync;
            LastSequenceDue = flowing ? _newestAtResync : long.MaxValue;
            _newestAtResync = _newest;
            if (connected && _wasAway)
            {
                // What was answered while the broker was going may have gone with it.
                _answered.Clear();
                _answeredBefore.Clear();
            }

            _wasAway = !connected;
        }
    }

    /// <summary>Whether a result that is pending waits for nothing but this resync.</summary>
    public bool Lacks(string resultId, long sequence)
    {
        lock (_lock)
        {
            return sequence <= LastSequenceDue && !_answered.Contains(resultId) && !_answeredBefore.Contains(resultId);
        }
    }

    private void Age()
    {
        if (clock.GetElapsedTime(_generationStarted) >= _generation)
        {
            (_answeredBefore, _answered) = (_answered, new HashSet<string>(StringComparer.Ordinal));
            _generationStarted = clock.GetTimestamp();
        }
    }
}
