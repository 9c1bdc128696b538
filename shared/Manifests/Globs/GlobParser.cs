using System.Text;

namespace Gimlet.Manifests.Globs;

/// <summary>Compiles a pattern by recursive descent; only braces recurse.</summary>
internal sealed class GlobParser
{
    private const int MaxBraceDepth = 16;

    private readonly string _pattern;
    private readonly bool _literalBrackets;
    private readonly List<GlobInstruction> _instructions = [];
    private int _position;

    private GlobParser(string pattern, int start, bool literalBrackets)
    {
        _pattern = pattern;
        _position = start;
        _literalBrackets = literalBrackets;
    }

    private bool AtEnd => _position >= _pattern.Length;

    public static GlobProgram Parse(string pattern, int start, bool literalBrackets)
    {
        var parser = new GlobParser(pattern, start, literalBrackets);
        parser.ParseSequence(braceDepth: 0);
        parser._instructions.Add(new GlobInstruction(GlobOperation.Match));
        return new GlobProgram([.. parser._instructions]);
    }

    /// <summary>Reads up to the end, or up to the comma or brace that ends an alternative.</summary>
    private void ParseSequence(int braceDepth)
    {
        while (!AtEnd)
        {
            var start = _position;
            switch (_pattern[_position])
            {
                case '*':
                    ParseRun(braceDepth == 0);
                    break;
                case '?':
                    _position++;
                    _instructions.Add(new GlobInstruction(GlobOperation.Any));
                    break;
                case '{':
                    ParseAlternatives(braceDepth + 1);
                    break;
                case ',' or '}' when braceDepth > 0:
                    return;
                case '}':
                    throw Bad(start, "closes nothing");
                case '[' when !_literalBrackets:
                    ParseSet();
                    break;
                case ']' when !_literalBrackets:
                    throw Bad(start, "closes nothing");
                default:
                    _instructions.Add(new GlobInstruction(GlobOperation.Literal, ReadLiteral()));
                    break;
            }
        }
    }

    private void ParseRun(bool outsideBraces)
    {
        // A run after a run adds nothing to what is matched.
        while (!AtEnd && _pattern[_position] == '*')
        {
            _position++;
        }

        _instructions.Add(new GlobInstruction(outsideBraces ? GlobOperation.OuterRun : GlobOperation.Run));
    }

    private void ParseAlternatives(int braceDepth)
    {
        var start = _position;
        if (braceDepth > MaxBraceDepth)
        {
            throw Bad(start, $"is nested more than {MaxBraceDepth} deep");
        }

        var fork = Reserve();
        var alternatives = new List<int>();
        var jumps = new List<int>();
        do
        {
            _position++;
            alternatives.Add(_instructions.Count);
            ParseSequence(braceDepth);
            jumps.Add(Reserve());
        }
        while (!AtEnd && _pattern[_position] == ',');

        if (AtEnd)
        {
            throw Bad(start, "is not closed");
        }

        _position++;
        _instructions[fork] = new GlobInstruction(GlobOperation.Fork, Targets: [.. alternatives]);
        foreach (var jump in jumps)
        {
            _instructions[jump] = new GlobInstruction(GlobOperation.Fork, Targets: [_instructions.Count]);
        }
    }

    private void ParseSet()
    {
        var start = _position++;
        var negated = !AtEnd && _pattern[_position] == '!';
        _position += negated ? 1 : 0;
        var ranges = new List<(Rune From, Rune To)>();
        while (!AtEnd && _pattern[_position] != ']')
        {
            var from = ReadLiteral();
            var to = from;
            if (_position + 1 < _pattern.Length && _pattern[_position] == '-' && _pattern[_position + 1] != ']')
            {
                _position++;
                to = ReadLiteral();
            }

            if (to < from)
            {
                throw Bad(start, $"holds the range {from}-{to}, which is backwards");
            }

            ranges.Add((from, to));
        }

        if (AtEnd)
        {
            throw Bad(start, "is not closed");
        }

        if (ranges.Count == 0)
        {
            throw Bad(start, "is an empty set");
        }

        _position++;
        _instructions.Add(new GlobInstruction(GlobOperation.Set, Set: new GlobSet(ranges, negated)));
    }

    private Rune ReadLiteral()
    {
        if (_pattern[_position] == '\\')
        {
            if (++_position >= _pattern.Length)
            {
                throw Bad(_position - 1, "has no character after it");
            }
        }

        // A lone surrogate reads as U+FFFD, as it does in the text that is matched.
        Rune.DecodeFromUtf16(_pattern.AsSpan(_position), out var rune, out var length);
        _position += length;
        return rune;
    }

    private int Reserve()
    {
        _instructions.Add(new GlobInstruction(GlobOperation.Match));
        return _instructions.Count - 1;
    }

    private ManifestException Bad(int position, string problem)
    {
        return new ManifestException(
            $"the pattern {Quoted.Short(_pattern)} is bad: "
            + $"\"{_pattern[position]}\" at character {position + 1} {problem}");
    }
}
