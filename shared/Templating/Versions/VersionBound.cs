namespace Gimlet.Templating.Versions;

/// <summary>
/// One comparison of a range: an operator and a version of which parts may be left open (<c>1.x</c>).
/// </summary>
internal sealed class VersionBound
{
    private readonly string _operator;
    private readonly SemanticVersion _version;
    private readonly Precision _precision;

    private VersionBound(string @operator, SemanticVersion version, Precision precision)
    {
        _operator = @operator;
        _version = version;
        _precision = precision;
    }

    /// <summary>Down to which number the version of the bound is given.</summary>
    private enum Precision
    {
        Nothing,
        Major,
        Minor,
        Patch,
    }

    public bool NamesPrerelease => _version.Prerelease.Length > 0;

    public static VersionBound Parse(string @operator, string text)
    {
        var suffixStart = text.AsSpan().IndexOfAny('-', '+') is var index and >= 0 ? index : text.Length;
        var numbers = text.AsSpan(0, suffixStart).TrimStart('v').ToString().Split('.');
        var given = Array.FindIndex(numbers, static number => number is "x" or "X" or "*") is var open and >= 0
            ? open
            : numbers.Length;
        var prerelease = text[suffixStart..].Split('+')[0];
        var full = given == 3
            ? text
            : string.Join('.', numbers.Take(given).Concat(Enumerable.Repeat("0", 3 - given))) + prerelease;
        return SemanticVersion.TryParse(full, out var version)
            ? new VersionBound(@operator, version, (Precision)given)
            : throw new FormatException("constraint parser error");
    }

    public bool Contains(SemanticVersion version) => _operator switch
    {
        "!=" => !IsEqual(version),
        ">" => IsAbove(version),
        "<" => version.CompareTo(_version) < 0,
        ">=" or "=>" => version.CompareTo(_version) >= 0,
        "<=" or "=<" => !(_precision == Precision.Nothing ? IsAboveMinor(version) : IsAbove(version)),
        "~" or "~>" => IsNear(version),
        "^" => IsCompatible(version),
        _ => _precision == Precision.Patch ? version.CompareTo(_version) == 0 : IsNear(version),
    };

    private bool IsEqual(SemanticVersion version) => _precision switch
    {
        Precision.Minor => HasSameMinor(version)
            && SemanticVersion.ComparePrereleases(version.Prerelease, _version.Prerelease) == 0,
        Precision.Major => version.Major == _version.Major,
        _ => version.CompareTo(_version) == 0,
    };

    // Above 1.2 is what is above all of 1.2.x.
    private bool IsAbove(SemanticVersion version) => _precision switch
    {
        Precision.Major => version.Major > _version.Major,
        Precision.Minor => IsAboveMinor(version),
        _ => version.CompareTo(_version) > 0,
    };

    private bool IsAboveMinor(SemanticVersion version) =>
        (version.Major, version.Minor).CompareTo((_version.Major, _version.Minor)) > 0;

    private bool IsNear(SemanticVersion version)
    {
        if (version.CompareTo(_version) < 0)
        {
            return false;
        }

        var isAny = _precision is Precision.Nothing or Precision.Patch
            && _version is { Major: 0, Minor: 0, Patch: 0 };
        return isAny
            || (version.Major == _version.Major && (_precision == Precision.Major || HasSameMinor(version)));
    }

    private bool IsCompatible(SemanticVersion version)
    {
        if (version.CompareTo(_version) < 0)
        {
            return false;
        }

        if (_version.Major > 0 || _precision == Precision.Major)
        {
            return version.Major == _version.Major;
        }

        if (version.Major > 0)
        {
            return false;
        }

        return _version.Minor > 0 || _precision == Precision.Minor
            ? version.Minor == _version.Minor
            : version.Minor == 0 && version.Patch == _version.Patch;
    }

    private bool HasSameMinor(SemanticVersion version) =>
        version.Major == _version.Major && version.Minor == _version.Minor;
}
