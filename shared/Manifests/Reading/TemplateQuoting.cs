using System.Text;

namespace Gimlet.Manifests.Reading;

/// <summary>Quotes the plain scalars that YAML cannot read because of the templates in them.</summary>
/// <remarks>
/// <c>replicas: {{ .N }}</c> is a flow mapping to YAML. People mean text, and each text of a manifest is a template, so
/// it becomes <c>replicas: '{{ .N }}'</c>. Lines stay where they are, for errors that name them.
/// </remarks>
internal sealed class TemplateQuoting
{
    private const string Open = "{{";

    private readonly string _text;
    private readonly StringBuilder _quoted = new();
    private int _at;
    private int _lineStart;
    private int _flowDepth;

    // Column of the key or dash that owns what comes next: the content of a block scalar is indented more.
    private int _owner;

    private TemplateQuoting(string text) => _text = text;

    /// <summary>The same document, or the same text where there is nothing to quote.</summary>
    public static string Apply(string text)
    {
        if (!text.Contains(Open, StringComparison.Ordinal))
        {
            return text;
        }

        var quoting = new TemplateQuoting(text);
        while (quoting._at < text.Length)
        {
            quoting.Line();
        }

        return quoting._quoted.ToString();
    }

    private void Line()
    {
        _lineStart = _at;
        CopyWhile(character => character == ' ');
        _owner = _flowDepth == 0 ? Column : _owner;
        for (var atNode = true; _at < _text.Length;)
        {
            var character = _text[_at];
            if (character == '\n')
            {
                Copy(1);
                return;
            }

            if (character == '#' && IsBlank(_at - 1))
            {
                CopyWhile(other => other != '\n');
            }
            else if (char.IsWhiteSpace(character))
            {
                Copy(1);
            }
            else if (!atNode || IsIndicator(character))
            {
                atNode = Indicator(character, atNode);
            }
            else if (character is '|' or '>' && _flowDepth == 0)
            {
                BlockScalar();
                return;
            }
            else
            {
                atNode = Node(character);
            }
        }
    }

    private int Column => _at - _lineStart;

    private bool InFlow => _flowDepth > 0;

    /// <summary>What structures a document: dashes, colons, brackets, commas.</summary>
    private bool IsIndicator(char character) => character switch
    {
        '-' or '?' or ':' => IsBlank(_at + 1) || (InFlow && character == ':'),
        '[' => true,
        '{' => !StartsTemplate(_at),
        ']' or '}' or ',' => InFlow,
        _ => false,
    };

    /// <summary>Copies a character of the structure; true when a node may begin after it.</summary>
    private bool Indicator(char character, bool atNode)
    {
        if (character == '-' && atNode && !InFlow)
        {
            _owner = Column;
        }

        _flowDepth += character switch
        {
            '[' or '{' when atNode => 1,
            ']' or '}' when InFlow => -1,
            _ => 0,
        };
        Copy(1);
        return character is not (']' or '}') && (atNode || character is ':' or ',');
    }

    /// <summary>Copies a scalar, an anchor or a tag; true when a node may still begin after it.</summary>
    private bool Node(char character)
    {
        var column = Column;
        switch (character)
        {
            case '&' or '!':
                CopyWhile(other => !char.IsWhiteSpace(other));
                return true;
            case '"' or '\'':
                CopyQuoted(character);
                break;
            default:
                Plain();
                break;
        }

        if (_at < _text.Length && _text[_at] == ':' && !InFlow)
        {
            _owner = column;
        }

        return false;
    }

    private void CopyQuoted(char quote)
    {
        Copy(1);
        while (_at < _text.Length && _text[_at] != quote)
        {
            Copy(quote == '"' && _text[_at] == '\\' ? 2 : 1);
        }

        Copy(1);
    }

    private void BlockScalar()
    {
        CopyWhile(character => character != '\n');
        Copy(1);
        while (_at < _text.Length)
        {
            var end = _text.IndexOf('\n', _at);
            var line = _text.AsSpan(_at, (end < 0 ? _text.Length : end) - _at);
            if (!line.IsWhiteSpace() && line.Length - line.TrimStart(' ').Length <= _owner)
            {
                return;
            }

            Copy(line.Length + 1);
        }
    }

    private void Plain()
    {
        var start = _at;
        var needsQuotes = StartsTemplate(_at);
        while (_at < _text.Length && !EndsPlain())
        {
            if (StartsTemplate(_at))
            {
                var end = TemplateAction.End(_text, _at);
                needsQuotes |= InFlow || Breaks(_text.AsSpan(_at, end - _at));
                _at = end;
            }
            else
            {
                _at++;
            }
        }

        while (char.IsWhiteSpace(_text[_at - 1]))
        {
            _at--;
        }

        var scalar = _text[start.._at];
        _quoted.Append(needsQuotes ? $"'{scalar.Replace("'", "''", StringComparison.Ordinal)}'" : scalar);
    }

    private bool EndsPlain() => _text[_at] switch
    {
        '\n' => true,
        ':' => IsBlank(_at + 1) || (InFlow && ",[]{}".Contains(_text[_at + 1], StringComparison.Ordinal)),
        '#' => IsBlank(_at - 1),
        ',' or '[' or ']' or '}' => InFlow,
        '{' => InFlow && !StartsTemplate(_at),
        _ => false,
    };

    /// <summary>Whether a plain scalar cannot hold this action.</summary>
    private static bool Breaks(ReadOnlySpan<char> action) =>
        action.Contains('\n') || action.Contains(": ", StringComparison.Ordinal)
        || action.Contains(" #", StringComparison.Ordinal);

    private bool StartsTemplate(int at) => string.CompareOrdinal(_text, at, Open, 0, Open.Length) == 0;

    private bool IsBlank(int at) => at < 0 || at >= _text.Length || char.IsWhiteSpace(_text[at]);

    private void CopyWhile(Func<char, bool> isMeant)
    {
        while (_at < _text.Length && isMeant(_text[_at]))
        {
            Copy(1);
        }
    }

    private void Copy(int count)
    {
        var end = Math.Min(_at + count, _text.Length);
        _quoted.Append(_text, _at, end - _at);
        _at = end;
    }
}
