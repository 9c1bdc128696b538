using System.Runtime.CompilerServices;
using Gimlet.Templating.Execution;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Formatting;

internal static partial class Formatter
{
    private const int DeepestValue = 1000;

    public static void WriteValue(TextBuffer output, FormatSpec spec, char verb, object? value)
    {
        if (verb == 'T')
        {
            StringFormat.Write(output, spec, 's', GoValue.TypeName(value));
            return;
        }

        switch (value)
        {
            case null when verb == 'v':
                StringFormat.Pad(output, spec, "<nil>");
                break;
            case string text:
                WriteOrRefuse(output, spec, verb, value, StringFormat.Write(output, spec, verb, text));
                break;
            case bool truth:
                WriteOrRefuse(output, spec, verb, value, verb is 't' or 'v');
                if (verb is 't' or 'v')
                {
                    StringFormat.Pad(output, spec, truth ? "true" : "false");
                }

                break;
            case double number:
                WriteOrRefuse(output, spec, verb, value, FloatFormat.Write(output, spec, verb, number));
                break;
            case float number:
                WriteOrRefuse(output, spec, verb, value, FloatFormat.Write(output, spec, verb, number));
                break;
            case IReadOnlyDictionary<string, object?> when verb != 'p':
                WriteMap(output, spec, verb, value);
                break;
            case GoBytes bytes when verb is 's' or 'q' or 'x' or 'X':
                StringFormat.Write(output, spec, verb, bytes.ToText());
                break;
            case IReadOnlyList<object?> list when verb != 'p':
                WriteList(output, spec, verb, list);
                break;
            default:
                WriteOrRefuse(output, spec, verb, value, WriteOther(output, spec, verb, value));
                break;
        }
    }

    /// <summary>Writes what fmt writes for a verb that a value does not have, such as <c>%!d(string=hi)</c>.</summary>
    private static void WriteBadVerb(TextBuffer output, FormatSpec spec, char verb, object? value)
    {
        output.Append("%!");
        output.Append(verb);
        output.Append('(');
        if (value is null)
        {
            output.Append("<nil>");
        }
        else
        {
            output.Append(GoValue.TypeName(value));
            output.Append('=');
            WriteValue(output, spec, 'v', value);
        }

        output.Append(')');
    }

    private static void WriteOrRefuse(TextBuffer output, FormatSpec spec, char verb, object? value, bool written)
    {
        if (!written)
        {
            WriteBadVerb(output, spec, verb, value);
        }
    }

    private static bool WriteOther(TextBuffer output, FormatSpec spec, char verb, object? value)
    {
        if (GoInteger.TryRead(value, out var integer))
        {
            var magnitude = integer < 0 ? unchecked((ulong)-integer) : (ulong)integer;
            return IntegerFormat.Write(output, spec, verb, magnitude, integer < 0, isSigned: true);
        }

        if (GoInteger.TryReadUnsigned(value, out var unsigned))
        {
            return IntegerFormat.Write(output, spec, verb, unsigned, isNegative: false, isSigned: false);
        }

        if (value is null or TemplateFunction || verb is not ('v' or 's'))
        {
            return false;
        }

        return StringFormat.Write(output, spec, verb, value.ToString() ?? "");
    }

    private static void WriteMap(TextBuffer output, FormatSpec spec, char verb, object map)
    {
        Descend(ref spec);
        output.Append(spec.GoSyntax ? GoValue.TypeName(map) : "map");
        output.Append(spec.GoSyntax ? '{' : '[');
        var isFirst = true;
        foreach (var (key, value) in GoValue.Sorted(map))
        {
            WriteSeparator(output, spec, ref isFirst);
            WriteValue(output, spec, verb, key);
            output.Append(':');
            WriteElement(output, spec, verb, value);
        }

        output.Append(spec.GoSyntax ? '}' : ']');
    }

    private static void WriteList(TextBuffer output, FormatSpec spec, char verb, IReadOnlyList<object?> list)
    {
        Descend(ref spec);
        output.Append(spec.GoSyntax ? GoValue.TypeName(list) : "");
        output.Append(spec.GoSyntax ? '{' : '[');
        var isFirst = true;
        foreach (var value in list)
        {
            WriteSeparator(output, spec, ref isFirst);
            WriteElement(output, spec, verb, value);
        }

        output.Append(spec.GoSyntax ? '}' : ']');
    }

    private static void WriteSeparator(TextBuffer output, FormatSpec spec, ref bool isFirst)
    {
        if (!isFirst)
        {
            output.Append(spec.GoSyntax ? ", " : " ");
        }

        isFirst = false;
    }

    private static void WriteElement(TextBuffer output, FormatSpec spec, char verb, object? value)
    {
        if (value is null)
        {
            output.Append(spec.GoSyntax ? "interface {}(nil)" : "<nil>");
            return;
        }

        WriteValue(output, spec, verb, value);
    }

    // Functions can make a map that contains itself.
    private static void Descend(ref FormatSpec spec)
    {
        if (++spec.Depth > DeepestValue || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new FunctionException("value is nested too deep to be printed");
        }
    }
}
