using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gimlet.Templating.Versions;

/// <summary>
/// A version as Masterminds/semver v3 reads it (https://github.com/Masterminds/semver): semver.org's, and also with a
/// leading <c>v</c>, with leading zeros, and without minor or patch.
/// </summary>
public sealed partial class SemanticVersion : IComparable<SemanticVersion>
{
    private const ulong NotANumber = ulong.MaxValue;

    private SemanticVersion(string original, ulong major, ulong minor, ulong patch, string prerelease, string metadata)
    {
        Original = original;
        Major = major;
        Minor = minor;
        Patch = patch;
        Prerelease = prerelease;
        Metadata = metadata;
    }

    /// <summary>The text that was read.</summary>
    public string Original { get; }

    /// <summary>The first number.</summary>
    public ulong Major { get; }

    /// <summary>The second number.</summary>
    public ulong Minor { get; }

    /// <summary>The third number.</summary>
    public ulong Patch { get; }

    /// <summary>What follows <c>-</c>; empty for a release.</summary>
    public string Prerelease { get; }

    /// <summary>What follows <c>+</c>; it plays no part in comparisons.</summary>
    public string Metadata { get; }

    /// <summary>Reads a version.</summary>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out SemanticVersion? version)
    {
        version = null;
        var match = Pattern().Match(text);
        if (!match.Success
            || !TryReadNumber(match.Groups["major"], out var major)
            || !TryReadNumber(match.Groups["minor"], out var minor)
            || !TryReadNumber(match.Groups["patch"], out var patch))
        {
            return false;
        }

        var prerelease = match.Groups["pre"].Value;
        if (prerelease.Split('.').Any(static part => part.Length > 1 && part[0] == '0' && IsNumber(part)))
        {
            return false;
        }

        version = new SemanticVersion(text, major, minor, patch, prerelease, match.Groups["meta"].Value);
        return true;
    }

    /// <summary>Compares by the precedence of semver.org.</summary>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byNumbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (byNumbers != 0 || Prerelease == other.Prerelease)
        {
            return byNumbers;
        }

        return Prerelease.Length == 0 ? 1 : other.Prerelease.Length == 0 ? -1
            : ComparePrereleases(Prerelease, other.Prerelease);
    }

    /// <summary>The version in full, without <c>v</c>: <c>1.2.0</c> for <c>v1.2</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Major}.{Minor}.{Patch}{Suffix('-', Prerelease)}{Suffix('+', Metadata)}");

    internal static int ComparePrereleases(string left, string right)
    {
        var (ours, theirs) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < Math.Max(ours.Length, theirs.Length); i++)
        {
            var order = CompareParts(ours.ElementAtOrDefault(i) ?? "", theirs.ElementAtOrDefault(i) ?? "");
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    // Numbers come before names, and a missing part before any.
    private static int CompareParts(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (leftNumber, rightNumber) = (ReadNumber(left), ReadNumber(right));
        return leftNumber == NotANumber && rightNumber == NotANumber
            ? string.CompareOrdinal(left, right)
            : leftNumber.CompareTo(rightNumber);
    }

    private static ulong ReadNumber(string part) =>
        ulong.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : NotANumber;

    private static bool TryReadNumber(Group group, out ulong number)
    {
        number = 0;
        return !group.Success
            || ulong.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsNumber(string part) => part.All(char.IsAsciiDigit);

    private static string Suffix(char mark, string text) => text.Length == 0 ? "" : mark + text;

    [GeneratedRegex(
        @"^v?(?<major>[0-9]+)(?:\.(?<minor>[0-9]+))?(?:\.(?<patch>[0-9]+))?"
            + @"(?:-(?<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+(?<meta>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
