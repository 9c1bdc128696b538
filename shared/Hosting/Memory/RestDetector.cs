namespace Gimlet.Hosting.Memory;

/// <summary>Tells from the bytes that a process has allocated when it has done much and now does little.</summary>
internal sealed class RestDetector
{
    // What timers, health checks and a page that somebody looks at allocate between two looks.
    private const long Little = 4 * 1024 * 1024;

    private const long Much = 32 * 1024 * 1024;

    private long _lastLook;
    private long _lastRest;

    /// <summary>To be called at even intervals with all that was allocated so far.</summary>
    public bool Begins(long allocated)
    {
        var isResting = allocated - _lastLook < Little;
        _lastLook = allocated;
        if (!isResting || allocated - _lastRest < Much)
        {
            return false;
        }

        _lastRest = allocated;
        return true;
    }
}
