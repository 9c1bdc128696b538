using System.Collections;

namespace Gimlet.Templating.Values;

/// <summary>Numbers at equal distances, Go's <c>[]int</c>, which take no memory however many they are.</summary>
internal sealed class IntRange : IReadOnlyList<object?>, IGoObject
{
    private readonly long _start;
    private readonly long _step;

    private IntRange(long start, long step, int count)
    {
        _start = start;
        _step = step;
        Count = count;
    }

    public int Count { get; }

    public string TypeName => "[]int";

    public object? this[int index] => GoInteger.Box(_start + (index * _step));

    /// <summary>The numbers from a start up to an end, which is not among them; none if the step leads away.</summary>
    public static IntRange Create(long start, long end, long step)
    {
        var distance = (Int128)end - start;
        var leads = (distance > 0 && step > 0) || (distance < 0 && step < 0);
        var count = leads ? (distance + step - Int128.Sign(step)) / step : 0;
        return new IntRange(start, step, (int)Int128.Min(count, int.MaxValue));
    }

    public bool TryGetMember(string name, out object? member)
    {
        member = null;
        return false;
    }

    public IEnumerator<object?> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
