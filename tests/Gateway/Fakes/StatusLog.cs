using Gimlet.Protos.Releases;

namespace Gimlet.Gateway.Tests.Fakes;

/// <summary>The statuses of one subject, which watchers can wait on.</summary>
internal sealed class StatusLog
{
    private readonly Lock _lock = new();
    private readonly List<RequestStatus> _statuses = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RequestStatus? Present
    {
        get
        {
            lock (_lock)
            {
                return _statuses.LastOrDefault();
            }
        }
    }

    public void Add(RequestStatus status)
    {
        lock (_lock)
        {
            _statuses.Add(status);
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>What is newer than a version, and what completes at the next change.</summary>
    public (IReadOnlyList<RequestStatus> Newer, Task Changed) After(long version)
    {
        lock (_lock)
        {
            return ([.. _statuses.Where(status => status.Version > version)], _changed.Task);
        }
    }
}
