using System.Text;

namespace Gimlet.Templating.Sprig.Regexes;

/// <summary>
/// What <c>(?i)</c> takes as equal: Unicode's simple case folding, by which <c>k</c> is also the Kelvin sign and
/// <c>s</c> also the long s.
/// </summary>
internal static class CaseFolding
{
    private const int KelvinSign = 0x212A;
    private const int LongS = 0x17F;

    // No code point from here on has a case.
    private const int End = 0x1F000;

    private static readonly Lazy<List<int[]>> Orbits = new(ReadOrbits);

    /// <summary>The set, and what differs from its members by case alone.</summary>
    public static CodePointSet Fold(CodePointSet set)
    {
        if (set.Ranges.Count > 0 && set.Ranges[^1].High < 0x80)
        {
            return FoldAscii(set);
        }

        var equals = Orbits.Value.Where(orbit => Array.Exists(orbit, set.Contains)).SelectMany(static orbit => orbit);
        return new CodePointSet([.. set.Ranges, .. equals.Select(static item => (item, item))]);
    }

    private static CodePointSet FoldAscii(CodePointSet set)
    {
        var upper = set.Intersect('A', 'Z').Ranges.Select(static range => (range.Low | 0x20, range.High | 0x20));
        var lower = set.Intersect('a', 'z').Ranges.Select(static range => (range.Low & ~0x20, range.High & ~0x20));
        var folded = new CodePointSet([.. set.Ranges, .. upper, .. lower]);
        List<(int, int)> others = [];
        if (folded.Contains('k'))
        {
            others.Add((KelvinSign, KelvinSign));
        }

        if (folded.Contains('s'))
        {
            others.Add((LongS, LongS));
        }

        return others.Count == 0 ? folded : new([.. folded.Ranges, .. others]);
    }

    private static List<int[]> ReadOrbits() =>
    [
        .. Enumerable.Range(0, End)
            .Where(Rune.IsValid)
            .GroupBy(Representative)
            .Select(static group => group.ToArray())
            .Where(static group => group.Length > 1),
    ];

    private static int Representative(int codePoint) => codePoint switch
    {
        KelvinSign => 'k',
        LongS => 's',
        _ => Rune.ToLowerInvariant(Rune.ToUpperInvariant(new Rune(codePoint))).Value,
    };
}
