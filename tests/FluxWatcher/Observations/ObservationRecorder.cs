using Gimlet.Contracts.Flux;

namespace Gimlet.FluxWatcher.Tests.Observations;

/// <summary>Stands where the bus is, and lets a test wait for what it expects.</summary>
internal sealed class ObservationRecorder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Lock _lock = new();
    private readonly List<RevisionObserved> _all = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<RevisionObserved> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public IReadOnlyList<RevisionObserved> Of(string kind) => [.. All.Where(observation => observation.Kind == kind)];

    public void Add(RevisionObserved observation)
    {
        lock (_lock)
        {
            _all.Add(observation);
            var more = _more;
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            more.SetResult();
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _all.Clear();
        }
    }

    public async Task<RevisionObserved> WaitForAsync(Func<RevisionObserved, bool> expected)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_all.FirstOrDefault(expected) is { } found)
                {
                    return found;
                }
                more = _more.Task;
            }
            try
            {
                await more.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail("Not observed. Seen: " + string.Join("\n", All));
            }
        }
    }
}
