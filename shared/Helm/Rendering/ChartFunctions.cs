using Gimlet.Helm.Functions;
using Gimlet.Templating;
using Gimlet.Templating.Sprig;
using Gimlet.Templating.Values;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Helm.Rendering;

/// <summary>All functions of charts: sprig's, helm's, and here those that reach into the rendering.</summary>
internal static class ChartFunctions
{
    /// <summary>What helm's errors call a text that <c>tpl</c> executes, and the set of templates.</summary>
    private const string SetName = "gotpl";

    private const string NoValue = "<no value>";

    public static FunctionMap All { get; } = SprigFunctions.All.With(HelmFunctions.All).With(new FunctionMap
    {
        { "include", [Text, Any], static (context, arguments) => Include(context, arguments.Text(0), arguments[1]) },
        { "tpl", [Text, Any], static (context, arguments) => ExecuteText(context, arguments.Text(0), arguments[1]) },
        { "required", [Text, Any], static (_, arguments) => Require(arguments.Text(0), arguments[1]) },
        { "fail", [Text], static (_, arguments) => throw AuthorError.Create(arguments.Text(0)) },
        { "lookup", [Text, Text, Text, Text], static (_, _) => new Dictionary<string, object?>() },
        { "getHostByName", [Text], static (_, _) => "" },
    });

    /// <summary>What is printed for no value is taken out of a finished text, wherever it comes from.</summary>
    public static string WithoutNoValue(string text) => text.Replace(NoValue, "", StringComparison.Ordinal);

    private static string Include(CallContext context, string name, object? data) => context.Templates.Contains(name)
        ? context.Execute(name, data)
        : throw new FunctionException($"template: no template {GoString.Quote(name)} associated with template "
            + GoString.Quote(SetName));

    private static string ExecuteText(CallContext context, string text, object? data)
    {
        if (!text.Contains("{{", StringComparison.Ordinal))
        {
            return WithoutNoValue(text);
        }

        try
        {
            return WithoutNoValue(context.ExecuteText(SetName, text, data));
        }
        catch (TemplateException exception) when (exception is not TemplateLimitException)
        {
            // Errors of the parser have no column; those of an execution are never at the start of a line.
            var what = exception.Column == 0 ? "cannot parse template" : "error during tpl function execution for";
            throw new FunctionException($"{what} {GoString.Quote(text)}: {exception.Message}");
        }
    }

    private static object? Require(string message, object? value) => value is null or ""
        ? throw AuthorError.Create(message)
        : value;
}
