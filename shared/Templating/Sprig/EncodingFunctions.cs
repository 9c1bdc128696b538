using System.Text;
using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>The encodings of sprig's strings.go.</summary>
internal static class EncodingFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "b64enc", [Text], static (_, arguments) => Convert.ToBase64String(GoString.ToBytes(arguments.Text(0))) },
        { "b64dec", [Text], static (_, arguments) => Decode(arguments.Text(0)) },
        { "b32enc", [Text], static (_, arguments) => Base32.Encode(GoString.ToBytes(arguments.Text(0))) },
        { "b32dec", [Text], static (_, arguments) => Base32.Decode(arguments.Text(0)) },
    };

    // sprig returns the decoder's error as if it were the text.
    private static string Decode(string text)
    {
        try
        {
            return DecodeOrFail(text);
        }
        catch (FunctionException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The bytes of a base64 text, as a string.</summary>
    /// <exception cref="FunctionException">The text is none; the message is that of Go's decoder.</exception>
    public static string DecodeOrFail(string text)
    {
        var source = GoString.ToBytes(text);
        var digits = new List<byte>(source.Length + 2);
        var position = 0;
        for (; position < source.Length; position++)
        {
            var unit = (char)source[position];
            if (unit == '=')
            {
                var mistake = CheckPadding(source, position, digits.Count % 4);
                if (mistake is not null)
                {
                    throw Illegal(mistake.Value);
                }

                break;
            }

            if (char.IsAsciiLetterOrDigit(unit) || unit is '+' or '/')
            {
                digits.Add(source[position]);
            }
            else if (unit is not ('\r' or '\n'))
            {
                throw Illegal(position);
            }
        }

        if (position == source.Length && digits.Count % 4 != 0)
        {
            throw Illegal(source.Length - (digits.Count % 4));
        }

        var padded = Encoding.ASCII.GetString([.. digits]).PadRight((digits.Count + 3) / 4 * 4, '=');
        return GoString.FromBytes(Convert.FromBase64String(padded));
    }

    /// <summary>Where Go's decoder finds fault with the padding; null when it is as it should be.</summary>
    private static int? CheckPadding(byte[] source, int start, int digits)
    {
        if (digits < 2)
        {
            return start;
        }

        var next = SkipNewlines(source, start + 1);
        if (digits == 2)
        {
            if (next == source.Length)
            {
                return next;
            }

            if (source[next] != '=')
            {
                return next - 1;
            }

            next = SkipNewlines(source, next + 1);
        }

        return next < source.Length ? next : null;
    }

    private static int SkipNewlines(byte[] source, int position)
    {
        while (position < source.Length && (source[position] is (byte)'\r' or (byte)'\n'))
        {
            position++;
        }

        return position;
    }

    private static FunctionException Illegal(int position) => new($"illegal base64 data at input byte {position}");
}
