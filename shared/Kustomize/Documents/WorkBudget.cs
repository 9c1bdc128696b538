namespace Gimlet.Kustomize.Documents;

/// <summary>Counts what one call uses up, against its limits.</summary>
internal sealed class WorkBudget(KustomizeLimits limits, CancellationToken cancellationToken)
{
    private const int CheckEvery = 1024;
    private const int CodeUnitsOfValue = 64;

    private long _values;
    private long _comparisons;
    private long _untilCheck = CheckEvery;

    public KustomizeLimits Limits => limits;

    public CancellationToken CancellationToken => cancellationToken;

    public void TakeValue(int length = 0)
    {
        _values += 1 + (length / CodeUnitsOfValue);
        if (_values > limits.MaxValues)
        {
            throw new KustomizeException(
                $"The documents and patches hold more than {limits.MaxValues} values once their aliases are replaced "
                + "by what they stand for and their copies are made.");
        }

        CheckCancellation(1);
    }

    public void TakeComparisons(long count)
    {
        _comparisons += count;
        if (_comparisons > limits.MaxComparisons)
        {
            throw new KustomizeException(
                $"Merging the lists takes more than {limits.MaxComparisons} comparisons of elements.");
        }

        CheckCancellation(count);
    }

    public void CheckDepth(int depth)
    {
        if (depth > limits.MaxDepth)
        {
            throw new KustomizeException($"Values are nested more than {limits.MaxDepth} deep.");
        }
    }

    private void CheckCancellation(long count)
    {
        _untilCheck -= count;
        if (_untilCheck <= 0)
        {
            _untilCheck = CheckEvery;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
