using System.Globalization;
using System.Text;

namespace Gimlet.Templating.Sprig.Regexes;

/// <summary>
/// Writes a set of code points for .NET, which matches UTF-16 units: a code point beyond U+FFFF is a pair of them, and
/// so an alternative beside the class of the others. Each result is one atom.
/// </summary>
internal static class CodePointWriter
{
    private const int LastUnit = 0xFFFF;
    private const string Nothing = @"[^\s\S]";

    private static readonly CodePointSet Surrogates = new((0xD800, 0xDFFF));

    /// <summary>Writes for texts without surrogates, of which no pair needs to be known.</summary>
    public static string WriteUnits(CodePointSet set) => WriteClass(set.Intersect(0, LastUnit));

    /// <summary>Writes for any text.</summary>
    public static string WritePairs(CodePointSet set)
    {
        var units = set.Complement().Union(Surrogates).Complement().Intersect(0, LastUnit);
        var alternatives = WriteAlternatives(set.Intersect(LastUnit + 1, CodePointSet.Last));
        if (units.Ranges.Count > 0)
        {
            alternatives.Insert(0, WriteClass(units));
        }

        return alternatives switch
        {
            [] => Nothing,
            [var single] when units.Ranges.Count > 0 => single,
            _ => $"(?:{string.Join('|', alternatives)})",
        };
    }

    private static string WriteClass(CodePointSet units)
    {
        if (units.Ranges is [])
        {
            return Nothing;
        }

        if (units.Ranges is [(var low, var high)] && low == high)
        {
            return WriteUnit(low);
        }

        // What reaches to the end is mostly a negated class, and shorter so.
        if (units.Ranges[^1].High != LastUnit)
        {
            return $"[{WriteRanges(units)}]";
        }

        var others = units.Complement().Intersect(0, LastUnit);
        return others.Ranges is [] ? @"[\s\S]" : $"[^{WriteRanges(others)}]";
    }

    private static string WriteRanges(CodePointSet units) => string.Concat(units.Ranges.Select(static range =>
        range.Low == range.High ? WriteUnit(range.Low) : $"{WriteUnit(range.Low)}-{WriteUnit(range.High)}"));

    // The second units of one first unit are written together.
    private static List<string> WriteAlternatives(CodePointSet astral)
    {
        var alternatives = new List<string>();
        foreach (var group in astral.Ranges.SelectMany(Split).GroupBy(static part => part.First))
        {
            var seconds = new CodePointSet(group.Select(static part => part.Second));
            var (first, last) = group.Key;
            alternatives.Add(WriteClass(new((first, last))) + WriteClass(seconds));
        }

        return alternatives;
    }

    private static IEnumerable<((int, int) First, (int, int) Second)> Split((int Low, int High) range)
    {
        var (low, lowSecond) = Encode(range.Low);
        var (high, highSecond) = Encode(range.High);
        if (low == high)
        {
            yield return ((low, low), (lowSecond, highSecond));
            yield break;
        }

        if (lowSecond > 0xDC00)
        {
            yield return ((low, low), (lowSecond, 0xDFFF));
            low++;
        }

        if (highSecond < 0xDFFF)
        {
            yield return ((high, high), (0xDC00, highSecond));
            high--;
        }

        if (low <= high)
        {
            yield return ((low, high), (0xDC00, 0xDFFF));
        }
    }

    private static (int First, int Second) Encode(int codePoint)
    {
        Span<char> units = stackalloc char[2];
        new Rune(codePoint).EncodeToUtf16(units);
        return (units[0], units[1]);
    }

    private static string WriteUnit(int unit) => char.IsAsciiLetterOrDigit((char)unit)
        ? ((char)unit).ToString()
        : string.Create(CultureInfo.InvariantCulture, $"\\u{unit:X4}");
}
