using System.Globalization;
using System.Text;
using static Gimlet.GoYaml.Scanning.Characters;

namespace Gimlet.GoYaml.Scanning;

internal sealed partial class Scanner
{
    private void ReadAnchor(TokenKind kind)
    {
        SaveKey();
        _isKeyAllowed = false;
        var start = _mark;
        Skip();
        var name = ReadWord();
        var isEnded = IsBlankOrEnd(Current) || Current is '?' or ':' or ',' or ']' or '}' or '%' or '@' or '`';
        if (name.Length == 0 || !isEnded)
        {
            throw Error("did not find expected alphabetic or numeric character", start);
        }

        Add(new Token(kind, start, _mark, name));
    }

    private void ReadTag()
    {
        SaveKey();
        _isKeyAllowed = false;
        var start = _mark;
        var (handle, suffix) = ("", "");
        if (At(1) == '<')
        {
            Skip(2);
            suffix = ReadUri("", start);
            if (Current != '>')
            {
                throw Error("did not find the expected '>'", start);
            }

            Skip();
        }
        else
        {
            handle = ReadHandle(isDirective: false, start);
            var isHandle = handle.Length > 1 && handle[^1] == '!';
            suffix = ReadUri(isHandle ? "" : handle, start);
            handle = isHandle ? handle : "!";
            if (suffix.Length == 0)
            {
                (handle, suffix) = ("", handle);
            }
        }

        if (!IsBlankOrEnd(Current))
        {
            throw Error("did not find expected whitespace or line break", start);
        }

        Add(new Token(TokenKind.Tag, start, _mark, handle, suffix));
    }

    private void ReadDirective()
    {
        CloseBlocks(-1);
        RemoveKey();
        _isKeyAllowed = false;
        var start = _mark;
        Skip();
        var name = ReadWord();
        if (name.Length == 0)
        {
            throw Error("could not find expected directive name", start);
        }

        if (!IsBlankOrEnd(Current))
        {
            throw Error("found unexpected non-alphabetical character", start);
        }

        var token = name switch
        {
            "YAML" => ReadVersion(start),
            "TAG" => ReadTagDirective(start),
            _ => throw Error("found unknown directive name", start),
        };
        SkipRestOfLine(start);
        Add(token);
    }

    private Token ReadVersion(Mark start)
    {
        SkipBlanks();
        var major = ReadVersionNumber(start);
        if (Current != '.')
        {
            throw Error("did not find expected digit or '.' character", start);
        }

        Skip();
        var minor = ReadVersionNumber(start);
        return new Token(TokenKind.VersionDirective, start, _mark, $"{major}.{minor}");
    }

    private int ReadVersionNumber(Mark start)
    {
        var from = _position;
        while (char.IsAsciiDigit(Current))
        {
            Skip();
        }

        return (_position - from) switch
        {
            0 => throw Error("did not find expected version number", start),
            > 2 => throw Error("found extremely long version number", start),
            _ => int.Parse(_text.AsSpan(from.._position), CultureInfo.InvariantCulture),
        };
    }

    private Token ReadTagDirective(Mark start)
    {
        SkipBlanks();
        var handle = ReadHandle(isDirective: true, start);
        if (!IsBlank(Current))
        {
            throw Error("did not find expected whitespace", start);
        }

        SkipBlanks();
        var prefix = ReadUri("", start);
        return IsBlankOrEnd(Current)
            ? new Token(TokenKind.TagDirective, start, _mark, handle, prefix)
            : throw Error("did not find expected whitespace or line break", start);
    }

    private string ReadHandle(bool isDirective, Mark start)
    {
        if (Current != '!')
        {
            throw Error("did not find expected '!'", start);
        }

        Skip();
        var handle = "!" + ReadWord();
        if (Current == '!')
        {
            Skip();
            return handle + "!";
        }

        return isDirective && handle != "!" ? throw Error("did not find expected '!'", start) : handle;
    }

    private string ReadUri(string head, Mark start)
    {
        var uri = new StringBuilder(head.Length > 1 ? head[1..] : "");
        var isAny = head.Length > 0;
        const string others = ";/?:@&=+$,.!~*'()[]%";
        while (IsWord(Current) || (Current != End && others.Contains(Current, StringComparison.Ordinal)))
        {
            isAny = true;
            if (Current == '%')
            {
                ReadUriEscape(uri, start);
            }
            else
            {
                uri.Append(Current);
                Skip();
            }
        }

        return isAny ? uri.ToString() : throw Error("did not find expected tag URI", start);
    }

    private void ReadUriEscape(StringBuilder uri, Mark start)
    {
        var octets = new List<byte>();
        while (Current == '%')
        {
            if (!char.IsAsciiHexDigit(At(1)) || !char.IsAsciiHexDigit(At(2)))
            {
                throw Error("did not find URI escaped octet", start);
            }

            octets.Add(byte.Parse([At(1), At(2)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            Skip(3);
        }

        uri.Append(Encoding.UTF8.GetString([.. octets]));
    }

    private string ReadWord()
    {
        var from = _position;
        while (IsWord(Current))
        {
            Skip();
        }

        return _text[from.._position];
    }

    private void SkipBlanks()
    {
        while (IsBlank(Current))
        {
            Skip();
        }
    }
}
