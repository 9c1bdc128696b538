using Gimlet.Templating.Execution;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Formatting;

/// <summary>Go's fmt.Sprintf: reads a format and writes its operands.</summary>
internal ref struct Printf
{
    // fmt does not believe in larger widths, precisions and operand indexes.
    private const int LargestNumber = 1_000_000;

    private readonly TextBuffer _output;
    private readonly ReadOnlySpan<char> _format;
    private readonly ReadOnlySpan<object?> _operands;
    private int _position;
    private int _operand;
    private bool _isReordered;
    private bool _isGoodIndex;
    private bool _afterIndex;

    private Printf(TextBuffer output, ReadOnlySpan<char> format, ReadOnlySpan<object?> operands)
    {
        _output = output;
        _format = format;
        _operands = operands;
    }

    public static void Write(TextBuffer output, ReadOnlySpan<char> format, ReadOnlySpan<object?> operands)
    {
        var printf = new Printf(output, format, operands);
        printf.Run();
    }

    private void Run()
    {
        while (_position < _format.Length)
        {
            var rest = _format[_position..];
            var percent = rest.IndexOf('%');
            if (percent < 0)
            {
                _output.Append(rest);
                break;
            }

            _output.Append(rest[..percent]);
            _position += percent + 1;
            _isGoodIndex = true;
            _afterIndex = false;
            var spec = ReadFlags();
            ReadIndex();
            ReadWidth(ref spec);
            ReadPrecision(ref spec);
            if (!_afterIndex)
            {
                ReadIndex();
            }

            WriteVerb(spec);
        }

        if (!_isReordered && _operand < _operands.Length)
        {
            WriteExtra();
        }
    }

    private FormatSpec ReadFlags()
    {
        var spec = default(FormatSpec);
        for (; _position < _format.Length; _position++)
        {
            switch (_format[_position])
            {
                case '#':
                    spec.Sharp = true;
                    break;
                case '0':
                    spec.Zero = true;
                    break;
                case '+':
                    spec.Plus = true;
                    break;
                case '-':
                    spec.Minus = true;
                    break;
                case ' ':
                    spec.Space = true;
                    break;
                default:
                    return spec;
            }
        }

        return spec;
    }

    private void ReadWidth(ref FormatSpec spec)
    {
        if (At('*'))
        {
            _position++;
            spec.Width = ReadOperandNumber();
            if (spec.Width is null)
            {
                _output.Append("%!(BADWIDTH)");
            }

            if (spec.Width < 0)
            {
                spec.Width = -spec.Width;
                spec.Minus = true;
                spec.Zero = false;
            }

            _afterIndex = false;
            return;
        }

        spec.Width = ReadNumber();
        _isGoodIndex &= !_afterIndex || spec.Width is null;
    }

    private void ReadPrecision(ref FormatSpec spec)
    {
        if (_position + 1 > _format.Length || !At('.'))
        {
            return;
        }

        _position++;
        _isGoodIndex &= !_afterIndex;
        ReadIndex();
        if (!At('*'))
        {
            spec.Precision = ReadNumber() ?? 0;
            return;
        }

        _position++;
        var precision = ReadOperandNumber();
        spec.Precision = precision < 0 ? null : precision;
        if (spec.Precision is null)
        {
            _output.Append("%!(BADPREC)");
        }

        _afterIndex = false;
    }

    private void WriteVerb(FormatSpec spec)
    {
        if (_position >= _format.Length)
        {
            _output.Append("%!(NOVERB)");
            return;
        }

        var rune = Runes.At(_format[_position..]);
        var verb = _format[_position];
        var verbText = _format.Slice(_position, rune.Length);
        _position += rune.Length;
        if (verb == '%')
        {
            _output.Append('%');
        }
        else if (!_isGoodIndex)
        {
            WriteMistake(verbText, "BADINDEX");
        }
        else if (_operand >= _operands.Length)
        {
            WriteMistake(verbText, "MISSING");
        }
        else
        {
            // Of %#v and %+v the flags change the verb, not the numbers and strings below it.
            spec = verb == 'v' ? spec with { GoSyntax = spec.Sharp, Sharp = false, Plus = false } : spec;
            Formatter.WriteValue(_output, spec, verb, _operands[_operand++]);
        }
    }

    private readonly void WriteMistake(ReadOnlySpan<char> verb, string mistake)
    {
        _output.Append("%!");
        _output.Append(verb);
        _output.Append('(');
        _output.Append(mistake);
        _output.Append(')');
    }

    private readonly void WriteExtra()
    {
        _output.Append("%!(EXTRA ");
        for (var i = _operand; i < _operands.Length; i++)
        {
            if (i > _operand)
            {
                _output.Append(", ");
            }

            if (_operands[i] is { } operand)
            {
                _output.Append(GoValue.TypeName(operand));
                _output.Append('=');
            }

            Formatter.WriteValue(_output, default, 'v', _operands[i]);
        }

        _output.Append(')');
    }

    private readonly bool At(char unit) => _position < _format.Length && _format[_position] == unit;

    // An index such as [2] names the next operand, counted from 1.
    private void ReadIndex()
    {
        if (!At('['))
        {
            return;
        }

        _isReordered = true;
        var start = _position + 1;
        var length = _format[start..].IndexOf(']');
        if (length < 0)
        {
            _isGoodIndex = false;
            _position++;
            return;
        }

        _position = start;
        var index = ReadNumber();
        _isGoodIndex &= index is not null && _position == start + length && index >= 1 && index <= _operands.Length;
        _position = start + length + 1;
        _afterIndex = true;
        _operand = _isGoodIndex ? index!.Value - 1 : _operand;
    }

    private int? ReadNumber()
    {
        var start = _position;
        var number = 0;
        while (_position < _format.Length && char.IsAsciiDigit(_format[_position]))
        {
            if (number > LargestNumber)
            {
                _position = _format.Length;
                return null;
            }

            number = (number * 10) + (_format[_position++] - '0');
        }

        return _position > start ? number : null;
    }

    private int? ReadOperandNumber()
    {
        if (_operand >= _operands.Length)
        {
            return null;
        }

        var operand = _operands[_operand++];
        if (!GoInteger.TryRead(operand, out var number))
        {
            number = GoInteger.TryReadUnsigned(operand, out var unsigned) && unsigned <= LargestNumber
                ? (long)unsigned
                : long.MaxValue;
        }

        return number is >= -LargestNumber and <= LargestNumber ? (int)number : null;
    }
}
