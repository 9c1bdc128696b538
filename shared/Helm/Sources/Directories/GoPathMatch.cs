using System.Text;

namespace Gimlet.Helm.Sources;

/// <summary>
/// Go's path/filepath.Match on Unix: <c>*</c> and <c>?</c> stop at <c>/</c>, <c>[a-z]</c> and <c>[^a-z]</c>, and a
/// backslash makes the next character literal.
/// </summary>
internal static class GoPathMatch
{
    public static bool IsValid(string pattern)
    {
        var runes = Runes(pattern);
        for (var position = 0; position < runes.Length;)
        {
            if (Step(runes, ref position) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the pattern, which must be valid, matches the whole name.</summary>
    public static bool IsMatch(string pattern, string name)
    {
        var (p, n) = (Runes(pattern), Runes(name));
        var (i, j) = (0, 0);
        var (star, resume) = (-1, 0);
        while (true)
        {
            if (i < p.Length && p[i].Value == '*')
            {
                (star, resume) = (++i, j);
                continue;
            }

            if (i == p.Length && j == n.Length)
            {
                return true;
            }

            var next = i;
            if (i < p.Length && j < n.Length && Step(p, ref next)?.Contains(n[j]) == true)
            {
                (i, j) = (next, j + 1);
            }
            else if (star >= 0 && resume < n.Length && n[resume].Value != '/')
            {
                // The last star takes one character more; an earlier one never has to.
                (i, j) = (star, ++resume);
            }
            else
            {
                return false;
            }
        }
    }

    // What the next part of the pattern matches, a single character always; null when the pattern is wrong.
    private static CharacterSet? Step(Rune[] pattern, ref int position)
    {
        var rune = pattern[position++];
        switch (rune.Value)
        {
            case '*' or '?':
                return CharacterSet.AnyButSlash;
            case '[':
                return Class(pattern, ref position);
            case '\\':
                return position < pattern.Length ? CharacterSet.Of(pattern[position++]) : null;
            default:
                return CharacterSet.Of(rune);
        }
    }

    private static CharacterSet? Class(Rune[] pattern, ref int position)
    {
        var negated = position < pattern.Length && pattern[position].Value == '^';
        position += negated ? 1 : 0;
        var ranges = new List<(Rune Low, Rune High)>();
        while (position < pattern.Length)
        {
            if (pattern[position].Value == ']' && ranges.Count > 0)
            {
                position++;
                return new CharacterSet(negated, ranges);
            }

            if (Bound(pattern, ref position) is not { } low)
            {
                return null;
            }

            var high = low;
            if (position < pattern.Length && pattern[position].Value == '-')
            {
                position++;
                if (Bound(pattern, ref position) is not { } bound)
                {
                    return null;
                }

                high = bound;
            }

            ranges.Add((low, high));
        }

        return null;
    }

    private static Rune? Bound(Rune[] pattern, ref int position)
    {
        if (position == pattern.Length || pattern[position].Value is '-' or ']')
        {
            return null;
        }

        position += pattern[position].Value == '\\' ? 1 : 0;
        return position < pattern.Length ? pattern[position++] : null;
    }

    private static Rune[] Runes(string text) => [.. text.EnumerateRunes()];

    private sealed class CharacterSet(bool negated, List<(Rune Low, Rune High)> ranges)
    {
        public static readonly CharacterSet AnyButSlash = new(true, [(new('/'), new('/'))]);

        public static CharacterSet Of(Rune rune) => new(false, [(rune, rune)]);

        public bool Contains(Rune rune) =>
            ranges.Any(range => range.Low <= rune && rune <= range.High) != negated;
    }
}
