using System.Text;

namespace Gimlet.Templating.Sprig;

/// <summary>
/// The named classes of Go's regexp, all of ASCII, written as members of a .NET class. .NET cannot negate a part of a
/// class, so the other characters are written out too.
/// </summary>
internal sealed class CharacterClass
{
    private static readonly CharacterClass Digit = new(char.IsAsciiDigit);
    private static readonly CharacterClass Word = new(static unit => char.IsAsciiLetterOrDigit(unit) || unit == '_');
    private static readonly CharacterClass PerlSpace = new(static unit => unit is '\t' or '\n' or '\f' or '\r' or ' ');

    private static readonly Dictionary<string, CharacterClass> Named = new(StringComparer.Ordinal)
    {
        ["alnum"] = new(char.IsAsciiLetterOrDigit),
        ["alpha"] = new(char.IsAsciiLetter),
        ["ascii"] = new(static _ => true),
        ["blank"] = new(static unit => unit is '\t' or ' '),
        ["cntrl"] = new(char.IsControl),
        ["digit"] = Digit,
        ["graph"] = new(static unit => unit is > ' ' and < '\x7F'),
        ["lower"] = new(char.IsAsciiLetterLower),
        ["print"] = new(static unit => unit is >= ' ' and < '\x7F'),
        ["punct"] = new(static unit => unit is > ' ' and < '\x7F' && !char.IsAsciiLetterOrDigit(unit)),
        ["space"] = new(static unit => unit is ' ' or (>= '\t' and <= '\r')),
        ["upper"] = new(char.IsAsciiLetterUpper),
        ["word"] = Word,
        ["xdigit"] = new(char.IsAsciiHexDigit),
    };

    private CharacterClass(Func<char, bool> contains)
    {
        Members = Write(contains);
        Others = Write(unit => !contains(unit)) + @"\u0080-\uFFFF";
    }

    /// <summary>The characters of the class.</summary>
    public string Members { get; }

    /// <summary>All other characters.</summary>
    public string Others { get; }

    /// <summary>The class of <c>[:name:]</c>; null when there is none.</summary>
    public static CharacterClass? Find(string name) => Named.GetValueOrDefault(name);

    /// <summary>The class of <c>\d</c>, <c>\w</c> or <c>\s</c>.</summary>
    public static CharacterClass OfEscape(char escape) => escape switch { 'd' => Digit, 'w' => Word, _ => PerlSpace };

    private static string Write(Func<char, bool> contains)
    {
        var result = new StringBuilder();
        for (var unit = '\0'; unit < 0x80; unit++)
        {
            if (contains(unit))
            {
                result.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            }
        }

        return result.ToString();
    }
}
