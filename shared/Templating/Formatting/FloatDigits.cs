using System.Globalization;

namespace Gimlet.Templating.Formatting;

/// <summary>
/// The decimal digits of a number, without leading and trailing zeros, and where the point is: 0.DIGITS × 10^Point.
/// </summary>
internal readonly struct FloatDigits
{
    // No double has more significant decimal digits than 767.
    private const string AllDigits = "E766";

    private readonly string _digits;

    private FloatDigits(string digits, int point)
    {
        var significant = digits.AsSpan().TrimStart('0');
        Point = significant.IsEmpty ? 0 : point - (digits.Length - significant.Length);
        _digits = significant.TrimEnd('0').ToString();
    }

    public int Count => _digits.Length;

    public int Point { get; }

    /// <summary>A digit; zeros before the first and after the last.</summary>
    public char this[int index] => index >= 0 && index < _digits.Length ? _digits[index] : '0';

    /// <summary>The fewest digits that give the same number again.</summary>
    public static FloatDigits Shortest(double magnitude) =>
        Read(magnitude.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>All digits of the number, which is a finite decimal fraction.</summary>
    public static FloatDigits Exact(double magnitude) =>
        Read(magnitude.ToString(AllDigits, CultureInfo.InvariantCulture));

    public FloatDigits RoundToPlaces(int places) => RoundToCount(Point + places);

    /// <summary>Rounds to nearest, a tie to the even digit, which .NET's own formats do not do.</summary>
    public FloatDigits RoundToCount(int count)
    {
        if (count >= Count)
        {
            return this;
        }

        if (count < 0)
        {
            return new FloatDigits("", 0);
        }

        var isTie = _digits[count] == '5' && count == Count - 1;
        var isUp = isTie ? count > 0 && (_digits[count - 1] - '0') % 2 == 1 : _digits[count] >= '5';
        var kept = ("0" + _digits[..count]).ToCharArray();
        for (var i = count; isUp; i--)
        {
            isUp = kept[i] == '9';
            kept[i] = isUp ? '0' : (char)(kept[i] + 1);
        }

        return new FloatDigits(new string(kept), Point + 1);
    }

    private static FloatDigits Read(string number)
    {
        var exponentAt = number.IndexOf('E', StringComparison.Ordinal);
        var exponent = exponentAt < 0
            ? 0
            : int.Parse(number.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = exponentAt < 0 ? number : number[..exponentAt];
        var pointAt = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = pointAt < 0 ? mantissa.Length : pointAt;
        return new FloatDigits(mantissa.Replace(".", "", StringComparison.Ordinal), whole + exponent);
    }
}
