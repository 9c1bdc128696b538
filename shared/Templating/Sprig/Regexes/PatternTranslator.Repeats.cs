using System.Globalization;

namespace Gimlet.Templating.Sprig.Regexes;

internal sealed partial class PatternTranslator
{
    private const int LargestRepeat = 1000;
    private const int NoLimit = -1;

    // A count that is so large is an error whatever it is.
    private const int TooLargeCount = LargestRepeat + 1;

    private int _atomStart = -1;
    private bool _isAtomRepeated;
    private int _repetitionStart = -1;

    // How often the counts of nested repetitions repeat what is innermost: of the last atom, of the open group.
    private int _atomWeight = 1;
    private int _weight = 1;

    /// <summary>Writes a repetition and the mark of whether it is greedy, which (?U) turns around.</summary>
    private void Repeat(string operation, int weight)
    {
        var start = _position;
        _position += operation.Length;
        var isMarked = Follows("?");
        _position += isMarked ? 1 : 0;
        if (_repetitionStart >= 0)
        {
            throw Invalid("invalid nested repetition operator", _pattern[_repetitionStart.._position]);
        }

        if (_atomStart < 0)
        {
            throw Invalid("missing argument to repetition operator", _pattern[start.._position]);
        }

        if (weight > 1 && _atomWeight * weight > LargestRepeat)
        {
            throw Invalid("invalid repeat count", _pattern[start.._position]);
        }

        // Only flags between two repetitions, as in a*(?i)*, let them follow each other.
        if (_isAtomRepeated)
        {
            _result.Insert(_atomStart, "(?:").Append(')');
        }

        _result.Append(operation).Append(isMarked != Has(Flags.IsUngreedy) ? "?" : "");
        (_repetitionStart, _isAtomRepeated, _atomWeight) = (start, true, _atomWeight * weight);
        _weight = Math.Max(_weight, _atomWeight);
    }

    /// <returns>Whether it was a repetition; a brace that begins none stands for itself.</returns>
    private bool TranslateCounts()
    {
        var end = _position + 1;
        if (!TryReadCounts(ref end, out var least, out var most))
        {
            _position++;
            AppendLiteral('{');
            return false;
        }

        if (least == TooLargeCount || most == TooLargeCount || (most != NoLimit && least > most))
        {
            throw Invalid("invalid repeat count", _pattern[_position..end]);
        }

        var weight = Math.Max(1, most == NoLimit ? least : most);
        Repeat(_pattern[_position..end], weight);
        return true;
    }

    private bool TryReadCounts(ref int end, out int least, out int most)
    {
        (least, most) = (0, NoLimit);
        if (!TryReadCount(ref end, out least))
        {
            return false;
        }

        most = least;
        if (IsAt(end, ','))
        {
            end++;
            most = NoLimit;
            if (!IsAt(end, '}') && !TryReadCount(ref end, out most))
            {
                return false;
            }
        }

        return IsAt(end++, '}');
    }

    private bool TryReadCount(ref int end, out int count)
    {
        var start = end;
        while (end < _pattern.Length && char.IsAsciiDigit(_pattern[end]))
        {
            end++;
        }

        var digits = _pattern.AsSpan(start..end);
        count = int.TryParse(digits, CultureInfo.InvariantCulture, out var value) && value <= LargestRepeat
            ? value
            : TooLargeCount;
        return digits.Length == 1 || (digits.Length > 1 && digits[0] != '0');
    }

    private bool IsAt(int position, char expected) => position < _pattern.Length && _pattern[position] == expected;
}
