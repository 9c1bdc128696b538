namespace Gimlet.Templating.Sprig.Regexes;

/// <summary>Unicode code points, as ranges in order that neither touch nor overlap.</summary>
internal sealed class CodePointSet
{
    public const int Last = 0x10FFFF;

    public static readonly CodePointSet All = new((0, Last));

    public CodePointSet(params IEnumerable<(int Low, int High)> ranges)
    {
        var joined = new List<(int Low, int High)>();
        foreach (var (low, high) in ranges.OrderBy(static range => range.Low))
        {
            if (joined.Count > 0 && low <= joined[^1].High + 1)
            {
                joined[^1] = (joined[^1].Low, Math.Max(high, joined[^1].High));
            }
            else
            {
                joined.Add((low, high));
            }
        }

        Ranges = joined;
    }

    public IReadOnlyList<(int Low, int High)> Ranges { get; }

    /// <summary>All that is in neither this set nor beyond the last code point.</summary>
    public CodePointSet Complement()
    {
        var gaps = new List<(int Low, int High)>();
        var next = 0;
        foreach (var (low, high) in Ranges)
        {
            if (low > next)
            {
                gaps.Add((next, low - 1));
            }

            next = high + 1;
        }

        if (next <= Last)
        {
            gaps.Add((next, Last));
        }

        return new CodePointSet(gaps);
    }

    public CodePointSet Union(CodePointSet other) => new([.. Ranges, .. other.Ranges]);

    public CodePointSet Intersect(int first, int last) => new(Ranges
        .Where(range => range.High >= first && range.Low <= last)
        .Select(range => (Math.Max(range.Low, first), Math.Min(range.High, last))));

    public bool Contains(int codePoint)
    {
        var (from, to) = (0, Ranges.Count - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            var (low, high) = Ranges[middle];
            if (codePoint >= low && codePoint <= high)
            {
                return true;
            }

            (from, to) = codePoint < low ? (from, middle - 1) : (middle + 1, to);
        }

        return false;
    }
}
