using System.Text;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>The changes of naming style of sprig's strings.go, from huandu/xstrings.</summary>
internal static class NamingFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "snakecase", [Text], static (_, arguments) => Separate(arguments.Text(0), '_') },
        { "kebabcase", [Text], static (_, arguments) => Separate(arguments.Text(0), '-') },
        { "camelcase", [Text], static (_, arguments) => ToPascalCase(arguments.Text(0)) },
        { "swapcase", [Text], static (_, arguments) => SwapCase(arguments.Text(0)) },
    };

    private enum WordKind
    {
        None,
        Number,
        Upper,
        Letters,
        Connector,
        Punctuation,
        Other,
    }

    // xstrings takes no Chinese character for a letter.
    private static bool IsLetter(char unit) => char.IsLetter(unit)
        && unit is not ((>= '\u4E00' and <= '\u9FCC') or (>= '\u3400' and <= '\u4D85'));

    private static bool IsConnector(char unit) => unit is '-' or '_' || char.IsWhiteSpace(unit);

    // Connectors at the start and all but one of several stay. The letter behind one becomes a capital; of capitals
    // that begin a word all but the first become small.
    private static string ToPascalCase(string text)
    {
        var result = new StringBuilder(text.Length);
        var start = 0;
        while (start < text.Length && IsConnector(text[start]))
        {
            result.Append(text[start++]);
        }

        if (start == text.Length)
        {
            // xstrings writes the last connector once more.
            return text.Length == 0 ? "" : text + text[^1];
        }

        var isInitial = char.IsUpper(text[start]);
        result.Append(char.ToUpperInvariant(text[start]));
        for (var i = start + 1; i < text.Length; i++)
        {
            var unit = text[i];
            if (IsConnector(unit))
            {
                result.Append(i + 1 == text.Length || IsConnector(text[i + 1]) ? unit.ToString() : "");
            }
            else if (IsConnector(text[i - 1]))
            {
                isInitial = char.IsUpper(unit);
                result.Append(char.ToUpperInvariant(unit));
            }
            else
            {
                isInitial = isInitial && char.IsUpper(unit);
                result.Append(isInitial ? char.ToLowerInvariant(unit) : unit);
            }
        }

        return result.ToString();
    }

    private static string SwapCase(string text) => string.Create(text.Length, text, static (result, source) =>
    {
        for (var i = 0; i < result.Length; i++)
        {
            var unit = source[i];
            result[i] = char.IsUpper(unit) ? char.ToLowerInvariant(unit)
                : char.IsLower(unit) ? char.ToUpperInvariant(unit)
                : unit;        }
    });

    // A number belongs to the word before it, unless small letters follow: http2xx is http_2xx, Bld4Floor bld4_floor.
    private static string Separate(string text, char connector)
    {
        var result = new StringBuilder(text.Length + 8);
        var words = new WordReader(text);
        words.Read();
        while (!words.IsLast)
        {
            if (words.Kind != WordKind.Connector)
            {
                words.WriteTo(result, connector);
            }

            var (previous, connectors) = (words.Kind, words.Length);
            words.Read();
            switch (previous)
            {
                case WordKind.Number:
                    WriteRun(ref words, result, connector);
                    break;
                case WordKind.Connector:
                    result.Append(connector, connectors);
                    break;
                case WordKind.Punctuation:
                    break;
                default:
                    WriteNumber(ref words, result, connector);
                    break;
            }
        }

        words.WriteTo(result, connector);
        return result.ToString();
    }

    private static void WriteNumber(ref WordReader words, StringBuilder result, char connector)
    {
        if (words.Kind != WordKind.Number)
        {
            WriteConnector(words.Kind, result, connector);
            return;
        }

        if (words.IsLast)
        {
            return;
        }

        var number = words.Text;
        words.Read();
        if (words.Kind != WordKind.Letters)
        {
            result.Append(number);
            WriteConnector(words.Kind, result, connector);
            return;
        }

        result.Append(connector).Append(number);
        WriteRun(ref words, result, connector);
    }

    private static void WriteRun(ref WordReader words, StringBuilder result, char connector)
    {
        while (words.Kind is WordKind.Letters or WordKind.Number)
        {
            words.WriteTo(result, connector);
            words.Read();
        }

        if (words.Kind != WordKind.None)
        {
            WriteConnector(words.Kind, result, connector);
        }
    }

    private static void WriteConnector(WordKind next, StringBuilder result, char connector)
    {
        if (next is not (WordKind.Connector or WordKind.Punctuation))
        {
            result.Append(connector);
        }
    }

    private ref struct WordReader(string text)
    {
        private int _start;
        private int _end;

        public WordKind Kind { get; private set; }

        public readonly bool IsLast => _end >= text.Length;

        public readonly int Length => _end - _start;

        public readonly string Text => text[_start.._end];

        public void Read()
        {
            _start = _end;
            Kind = _start < text.Length ? KindOf(text[_start]) : WordKind.None;
            _end = Math.Min(_start + 1, text.Length);
            if (Kind == WordKind.Upper)
            {
                ReadCapitals();
                return;
            }

            while (_end < text.Length && Continues(Kind, text[_end]))
            {
                _end++;
            }
        }

        public readonly void WriteTo(StringBuilder result, char connector)
        {
            foreach (var unit in Text)
            {
                result.Append(Kind switch
                {
                    WordKind.Connector => connector,
                    WordKind.Upper => char.ToLowerInvariant(unit),
                    _ => unit,
                });
            }
        }

        // The last capital of several belongs to the small letters behind it: HTTPStatus is HTTP and Status.
        private void ReadCapitals()
        {
            var first = _end;
            while (_end < text.Length && char.IsUpper(text[_end]))
            {
                _end++;
            }

            var hasSmall = _end < text.Length && IsLetter(text[_end]);
            if (_end > first)
            {
                _end -= hasSmall ? 1 : 0;
                return;
            }

            while (_end < text.Length && IsLetter(text[_end]) && !char.IsUpper(text[_end]))
            {
                _end++;
            }
        }

        private static WordKind KindOf(char unit) => unit switch
        {
            _ when IsConnector(unit) => WordKind.Connector,
            _ when char.IsPunctuation(unit) => WordKind.Punctuation,
            _ when char.IsUpper(unit) => WordKind.Upper,
            _ when IsLetter(unit) => WordKind.Letters,
            _ when char.IsNumber(unit) => WordKind.Number,
            _ => WordKind.Other,
        };

        private static bool Continues(WordKind kind, char unit) => kind switch
        {
            WordKind.Letters => IsLetter(unit) && !char.IsUpper(unit),
            WordKind.Punctuation => char.IsPunctuation(unit),
            _ => KindOf(unit) == kind,
        };
    }
}
