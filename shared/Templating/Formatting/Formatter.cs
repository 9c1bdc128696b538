using Gimlet.Templating.Execution;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Formatting;

/// <summary>
/// Go's fmt package for template values (https://pkg.go.dev/fmt). This part has the functions that print without a
/// format; <see cref="Printf"/> reads formats, the other part writes values.
/// </summary>
internal static partial class Formatter
{
    /// <summary>Writes a value as an action prints it, which is <c>%v</c> apart from no value.</summary>
    public static void Print(TextBuffer output, object? value)
    {
        if (value is null)
        {
            output.Append("<no value>");
            return;
        }

        WriteValue(output, default, 'v', value);
    }

    /// <summary>Writes operands as fmt.Sprint: a space between two of which neither is a string.</summary>
    public static void PrintAll(TextBuffer output, ReadOnlySpan<object?> operands)
    {
        for (var i = 0; i < operands.Length; i++)
        {
            if (i > 0 && operands[i] is not string && operands[i - 1] is not string)
            {
                output.Append(' ');
            }

            WriteValue(output, default, 'v', operands[i]);
        }
    }

    /// <summary>Writes operands as fmt.Sprintln: spaces between all, a newline at the end.</summary>
    public static void PrintLine(TextBuffer output, ReadOnlySpan<object?> operands)
    {
        for (var i = 0; i < operands.Length; i++)
        {
            if (i > 0)
            {
                output.Append(' ');
            }

            WriteValue(output, default, 'v', operands[i]);
        }

        output.Append('\n');
    }

    /// <summary>A value as <c>%v</c>, bytes as text; nil is <c>&lt;nil&gt;</c>.</summary>
    public static string ToText(CallContext context, object? value)
    {
        if (value is string text)
        {
            return text;
        }

        if (value is GoBytes bytes)
        {
            return bytes.ToText();
        }

        var buffer = context.RentBuffer();
        WriteValue(buffer, default, 'v', value);
        var result = buffer.ToString();
        context.ReturnBuffer(buffer);
        return result;
    }
}
