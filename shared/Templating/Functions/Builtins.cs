using Gimlet.Templating.Execution;
using Gimlet.Templating.Formatting;
using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Functions;

/// <summary>The functions that every template has (https://pkg.go.dev/text/template#hdr-Functions).</summary>
internal static class Builtins
{
    public static FunctionMap All { get; } = new()
    {
        // The evaluator calls neither body: it stops at the argument that decides.
        new TemplateFunction("and", [Any], Any, static (_, _) => null) { StopsAt = false },
        new TemplateFunction("or", [Any], Any, static (_, _) => null) { StopsAt = true },
        { "not", [Any], static (_, arguments) => !GoValue.IsTrue(arguments[0]) },
        { "call", [Any], Any, Call },
        { "html", static (context, arguments) => Escaping.Html(ToText(context, arguments)) },
        { "js", static (context, arguments) => Escaping.JavaScript(ToText(context, arguments)) },
        { "urlquery", static (context, arguments) => Escaping.UrlQuery(ToText(context, arguments)) },
        { "index", [Any], Any, static (_, arguments) => Indexing.Index(arguments[0], arguments[1..]) },
        { "slice", [Any], Any, static (_, arguments) => Indexing.Slice(arguments[0], arguments[1..]) },
        { "len", [Any], static (_, arguments) => Indexing.Length(arguments[0]) },
        { "print", static (context, arguments) => Print(context, arguments) },
        { "println", static (context, arguments) => PrintLine(context, arguments) },
        { "printf", [Text], Any, static (context, arguments) => Format(context, arguments) },
        { "eq", [Any], Any, static (context, arguments) => Comparison.Equal(context, arguments) },
        { "ne", [Any, Any], static (context, arguments) => !Comparison.Equal(context, arguments) },
        { "lt", [Any, Any], static (_, arguments) => Comparison.IsLess(arguments[0], arguments[1]) },
        { "le", [Any, Any], static (context, arguments) => Comparison.IsLessOrEqual(context, arguments) },
        { "gt", [Any, Any], static (context, arguments) => !Comparison.IsLessOrEqual(context, arguments) },
        { "ge", [Any, Any], static (_, arguments) => !Comparison.IsLess(arguments[0], arguments[1]) },
    };

    private static object? Call(CallContext context, ReadOnlySpan<object?> arguments) => arguments[0] switch
    {
        null => throw new FunctionException("call of nil"),
        TemplateFunction function => function.Body(context, arguments[1..]),
        var other => throw new FunctionException($"non-function of type {GoValue.TypeName(other)}"),
    };

    private static string Print(CallContext context, ReadOnlySpan<object?> arguments)
    {
        var buffer = context.RentBuffer();
        Formatter.PrintAll(buffer, arguments);
        return Take(context, buffer);
    }

    private static string PrintLine(CallContext context, ReadOnlySpan<object?> arguments)
    {
        var buffer = context.RentBuffer();
        Formatter.PrintLine(buffer, arguments);
        return Take(context, buffer);
    }

    private static string Format(CallContext context, ReadOnlySpan<object?> arguments)
    {
        var buffer = context.RentBuffer();
        Printf.Write(buffer, arguments.Text(0), arguments[1..]);
        return Take(context, buffer);
    }

    // As an action prints: a single nil is no value.
    private static string ToText(CallContext context, ReadOnlySpan<object?> arguments)
    {
        var printable = new object?[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            printable[i] = arguments[i] ?? "<no value>";
        }

        return printable is [string text] ? text : Print(context, printable);
    }

    private static string Take(CallContext context, TextBuffer buffer)
    {
        var text = buffer.ToString();
        context.ReturnBuffer(buffer);
        return text;
    }
}
