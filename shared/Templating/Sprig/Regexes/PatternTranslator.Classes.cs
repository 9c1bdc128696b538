namespace Gimlet.Templating.Sprig.Regexes;

internal sealed partial class PatternTranslator
{
    private static readonly CodePointSet NoNewline = new CodePointSet(('\n', '\n')).Complement();

    private void TranslateClass()
    {
        var start = _position++;
        var isNegated = Follows("^");
        _position += isNegated ? 1 : 0;
        var members = new List<(int, int)>();

        // A bracket right after the start is a member.
        for (var isFirst = true; isFirst || !Follows("]"); isFirst = false)
        {
            members.AddRange((TryReadNamedClass() ?? TryReadEscapedClass() ?? Fold(ReadRange(start))).Ranges);
        }

        var set = new CodePointSet(members);
        AppendSet(isNegated ? set.Complement() : set, 1);
    }

    private CodePointSet Fold(CodePointSet set) => Has(Flags.FoldsCase) ? CaseFolding.Fold(set) : set;

    private CodePointSet? TryReadNamedClass()
    {
        var end = Follows("[:") ? _pattern.IndexOf(":]", _position + 2, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            return null;
        }

        var name = _pattern[(_position + 2)..end];
        var isNegated = name.StartsWith('^');
        var members = CharacterClass.Find(isNegated ? name[1..] : name)
            ?? throw Invalid("invalid character class range", $"[:{name}:]");
        _position = end + 2;
        return isNegated ? Fold(members).Complement() : Fold(members);
    }

    /// <summary>Reads <c>\d</c>, <c>\p{name}</c> and their like.</summary>
    private CodePointSet? TryReadEscapedClass()
    {
        if (!Follows("\\") || _position + 1 == _pattern.Length)
        {
            return null;
        }

        var escape = _pattern[_position + 1];
        if (escape is 'p' or 'P')
        {
            return ReadUnicodeClass(isNegated: escape == 'P');
        }

        if (CharacterClass.OfEscape(escape) is not { } members)
        {
            return null;
        }

        _position += 2;
        return char.IsAsciiLetterUpper(escape) ? Fold(members).Complement() : Fold(members);
    }

    private CodePointSet ReadUnicodeClass(bool isNegated)
    {
        var start = _position;
        _position += 2;
        string name;
        if (Follows("{"))
        {
            var end = _pattern.IndexOf('}', _position);
            name = end < 0 ? "" : _pattern[(_position + 1)..end];
            _position = end < 0 ? _pattern.Length : end + 1;
        }
        else
        {
            _ = _position == _pattern.Length ? 0 : NextCodePoint();
            name = _pattern[(start + 2).._position];
        }

        if (name.StartsWith('^'))
        {
            (isNegated, name) = (!isNegated, name[1..]);
        }

        var members = UnicodeClass.Find(name)
            ?? throw Invalid("invalid character class range", _pattern[start.._position]);
        return isNegated ? Fold(members).Complement() : Fold(members);
    }

    // A hyphen is one of a range only between two characters; elsewhere, as in [\w-.], it stands for itself.
    private CodePointSet ReadRange(int classStart)
    {
        var start = _position;
        var low = ReadMember(classStart);
        var high = low;
        if (Follows("-") && !Follows("-]") && _position + 1 < _pattern.Length)
        {
            _position++;
            high = ReadMember(classStart);
        }

        return low <= high
            ? new CodePointSet((low, high))
            : throw Invalid("invalid character class range", _pattern[start.._position]);
    }

    private int ReadMember(int classStart) =>
        _position == _pattern.Length ? throw Invalid("missing closing ]", _pattern[classStart..])
        : Follows("\\") ? ReadEscape()
        : NextCodePoint();
}
