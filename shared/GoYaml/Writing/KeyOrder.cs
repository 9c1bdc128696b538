using System.Globalization;
using System.Text;

namespace Gimlet.GoYaml.Writing;

/// <summary>
/// The order of keys in go-yaml: letters behind everything else, and digits as the numbers they form, so that
/// <c>a2</c> is before <c>a10</c>.
/// </summary>
internal static class KeyOrder
{
    /// <summary>The entries of a map in order.</summary>
    public static KeyValuePair<string, object?>[] Sort(
        IReadOnlyDictionary<string, object?> map, YamlDialect dialect)
    {
        var entries = map.ToArray();
        if (entries.Length > 1)
        {
            SortRange(entries, new KeyValuePair<string, object?>[entries.Length], dialect);
        }

        return entries;
    }

    // .NET's sort may throw where an order goes in circles, which Go's does: 70 < 7b < 10 < 70.
    private static void SortRange(
        Span<KeyValuePair<string, object?>> entries, Span<KeyValuePair<string, object?>> space, YamlDialect dialect)
    {
        if (entries.Length < 2)
        {
            return;
        }

        var middle = entries.Length / 2;
        SortRange(entries[..middle], space, dialect);
        SortRange(entries[middle..], space, dialect);
        entries.CopyTo(space);
        var (left, right) = (0, middle);
        for (var i = 0; i < entries.Length; i++)
        {
            var takesRight = left == middle
                || (right < entries.Length && IsLess(space[right].Key, space[left].Key, dialect));
            entries[i] = takesRight ? space[right++] : space[left++];
        }
    }

    /// <summary>Whether a key comes before another.</summary>
    public static bool IsLess(string left, string right, YamlDialect dialect)
    {
        var shared = left.AsSpan().CommonPrefixLength(right);
        if (shared == left.Length || shared == right.Length)
        {
            return left.Length < right.Length;
        }

        // A pair of surrogates is looked at as a whole.
        shared -= char.IsLowSurrogate(left[shared]) && shared > 0 && char.IsHighSurrogate(left[shared - 1]) ? 1 : 0;
        var (leftRune, rightRune) = (RuneAt(left, shared), RuneAt(right, shared));
        var (isLeftLetter, isRightLetter) = (Rune.IsLetter(leftRune), Rune.IsLetter(rightRune));
        if (isLeftLetter && isRightLetter)
        {
            return leftRune < rightRune;
        }

        if (isLeftLetter || isRightLetter)
        {
            var isAfterDigit = shared > 0 && char.IsDigit(left[shared - 1]);
            return dialect == YamlDialect.V3 && isAfterDigit ? isLeftLetter : isRightLetter;
        }

        // Zeros count only where they are not at the start of a number.
        var start = (leftRune.Value == '0' || rightRune.Value == '0') && FollowsNumber(left, shared) ? 1L : 0L;
        var (leftNumber, leftEnd) = NumberAt(left, shared, start);
        var (rightNumber, rightEnd) = NumberAt(right, shared, start);
        return leftNumber != rightNumber ? leftNumber < rightNumber
            : leftEnd != rightEnd ? leftEnd < rightEnd
            : leftRune < rightRune;
    }

    private static bool FollowsNumber(string text, int index)
    {
        for (var i = index - 1; i >= 0 && char.IsDigit(text[i]); i--)
        {
            if (text[i] != '0')
            {
                return true;
            }
        }

        return false;
    }

    private static (long Number, int End) NumberAt(string text, int index, long start)
    {
        var number = start;
        while (index < text.Length && char.IsDigit(text[index]))
        {
            number = unchecked((number * 10) + text[index] - '0');
            index++;
        }

        return (number, index);
    }

    private static Rune RuneAt(string text, int index) =>
        Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out _) == System.Buffers.OperationStatus.Done
            ? rune
            : Rune.ReplacementChar;
}
