using System.Text;

namespace Gimlet.Templating.Sprig.Regexes;

/// <summary>
/// Reads a pattern as Go's regexp/syntax does, with its errors, and writes what means the same to .NET. Flags, classes
/// and case are written out, so that nothing depends on .NET's options.
/// </summary>
internal sealed partial class PatternTranslator(string pattern, TextKind kind)
{
    // Names of Unicode classes are short and long when written out.
    private const int LongestResult = 256 * 1024;

    // What is no longer than this cannot tell apart more than 255 kinds of characters.
    private const int FewMinterms = 512;

    private readonly string _pattern = pattern;
    private readonly TextKind _kind = kind;
    private readonly StringBuilder _result = new();
    private int _position;
    private bool _hasAnchors;
    private Flags _flags;

    [System.Flags]
    private enum Flags
    {
        None = 0,
        FoldsCase = 1,
        IsMultiline = 2,
        DotIsAll = 4,
        IsUngreedy = 8,
    }

    /// <summary>Whether the pattern holds <c>\b</c> or <c>\B</c>.</summary>
    public bool HasBoundaries { get; private set; }

    /// <summary>Whether .NET loses a newline at the end of the text, see <see cref="GoRegex"/>.</summary>
    public bool LosesLastNewline => (_hasAnchors && _groupCount > 0) || _result.Length > FewMinterms;

    /// <summary>The groups that have names, which need not differ, in order.</summary>
    public List<(string Name, int Number)> GroupNames { get; } = [];

    /// <exception cref="FunctionException">The pattern is none.</exception>
    public string Translate()
    {
        while (_position < _pattern.Length)
        {
            TranslateNext();
            if (_result.Length > LongestResult)
            {
                throw GoRegex.TooLarge();
            }
        }

        return _groups.Count == 0 ? _result.ToString() : throw Invalid("missing closing )", _pattern);
    }

    private static FunctionException Invalid(string problem, string text) =>
        new($"error parsing regexp: {problem}: `{text}`");

    private void TranslateNext()
    {
        var isRepetition = false;
        switch (_pattern[_position])
        {
            case '(':
                OpenGroup();
                break;
            case ')':
                CloseGroup();
                break;
            case '|':
                _position++;
                _result.Append('|');
                _atomStart = -1;
                break;
            case '*' or '+' or '?':
                Repeat(_pattern.Substring(_position, 1), weight: 1);
                isRepetition = true;
                break;
            case '{':
                isRepetition = TranslateCounts();
                break;
            case '^':
                AppendAnchor(Has(Flags.IsMultiline) ? "(?m:^)" : @"\A", 1);
                break;
            case '$':
                AppendAnchor(Has(Flags.IsMultiline) ? "(?m:$)" : @"\z", 1);
                break;
            case '.':
                AppendSet(Has(Flags.DotIsAll) ? CodePointSet.All : NoNewline, 1);
                break;
            case '[':
                TranslateClass();
                break;
            case '\\':
                TranslateEscape();
                break;
            default:
                AppendLiteral(NextCodePoint());
                break;
        }

        if (!isRepetition)
        {
            _repetitionStart = -1;
        }
    }

    private bool Has(Flags flag) => (_flags & flag) != 0;

    private bool Follows(string expected) =>
        _pattern.AsSpan(_position).StartsWith(expected, StringComparison.Ordinal);

    /// <summary>Reads a character, which may be two units.</summary>
    private int NextCodePoint()
    {
        if (Rune.DecodeFromUtf16(_pattern.AsSpan(_position), out var rune, out var length) != default)
        {
            throw Invalid("invalid UTF-8", _pattern[_position..]);
        }

        _position += length;
        return rune.Value;
    }

    private void AppendLiteral(int codePoint)
    {
        var literal = new CodePointSet((codePoint, codePoint));
        AppendSet(Has(Flags.FoldsCase) ? CaseFolding.Fold(literal) : literal, 0);
    }

    private void AppendSet(CodePointSet set, int length) => AppendAtom(
        _kind == TextKind.Units ? CodePointWriter.WriteUnits(set) : CodePointWriter.WritePairs(set), length);

    private void AppendAnchor(string translated, int length)
    {
        _hasAnchors = true;
        AppendAtom(translated, length);
    }

    // An atom is what a repetition after it repeats.
    private void AppendAtom(string translated, int length)
    {
        (_atomStart, _atomWeight, _isAtomRepeated) = (_result.Length, 1, false);
        _result.Append(translated);
        _position += length;
    }
}
