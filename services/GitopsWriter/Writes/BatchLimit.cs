namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// How many writes a push may have. Servers do not say how much they take: a batch that failed is halved, and what
/// passes grows fast to just below what failed last, and from there by one.
/// </summary>
internal sealed class BatchLimit
{
    public const int Max = 256;

    private int _failed = Max + 1;

    public int Count { get; private set; } = Max;

    public void Passed() => Count = Math.Min(Max, Math.Min(Count * 2, Math.Max(Count + 1, _failed - 1)));

    public void Failed(int count)
    {
        _failed = count;
        Count = Math.Max(1, count / 2);
    }

    /// <summary>Somebody else pushed first: the sooner a round is over, the likelier nobody does.</summary>
    public void Lost(int count) => Count = Math.Max(1, count / 2);

    /// <summary>The one write that made batches fail is out of the way.</summary>
    public void Forget() => _failed = Max + 1;
}
