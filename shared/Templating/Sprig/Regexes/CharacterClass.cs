namespace Gimlet.Templating.Sprig.Regexes;

/// <summary>The classes of Go's regexp that know ASCII alone: <c>\d \w \s</c> and <c>[:name:]</c>.</summary>
internal static class CharacterClass
{
    private static readonly CodePointSet Digit = new(('0', '9'));
    private static readonly CodePointSet Word = new(('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_'));
    private static readonly CodePointSet PerlSpace = new(('\t', '\n'), ('\f', '\r'), (' ', ' '));

    private static readonly Dictionary<string, CodePointSet> Named = new(StringComparer.Ordinal)
    {
        ["alnum"] = new(('0', '9'), ('A', 'Z'), ('a', 'z')),
        ["alpha"] = new(('A', 'Z'), ('a', 'z')),
        ["ascii"] = new((0, 0x7F)),
        ["blank"] = new(('\t', '\t'), (' ', ' ')),
        ["cntrl"] = new((0, 0x1F), (0x7F, 0x7F)),
        ["digit"] = Digit,
        ["graph"] = new(('!', '~')),
        ["lower"] = new(('a', 'z')),
        ["print"] = new((' ', '~')),
        ["punct"] = new(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        ["space"] = new(('\t', '\r'), (' ', ' ')),
        ["upper"] = new(('A', 'Z')),
        ["word"] = Word,
        ["xdigit"] = new(('0', '9'), ('A', 'F'), ('a', 'f')),
    };

    /// <summary>The class of <c>[:name:]</c>; null when there is none.</summary>
    public static CodePointSet? Find(string name) => Named.GetValueOrDefault(name);

    /// <summary>The class of <c>\d</c>, <c>\w</c> or <c>\s</c>, also by its capital; null for other escapes.</summary>
    public static CodePointSet? OfEscape(char escape) => escape switch
    {
        'd' or 'D' => Digit,
        'w' or 'W' => Word,
        's' or 'S' => PerlSpace,
        _ => null,
    };
}
