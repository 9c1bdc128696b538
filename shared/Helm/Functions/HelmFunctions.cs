using Gimlet.GoYaml;
using Gimlet.GoYaml.Json;
using Gimlet.Templating;
using Gimlet.Templating.Sprig;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Helm.Functions;

/// <summary>
/// The functions that Helm 4 adds to sprig's, apart from those that are bound to a rendering: <c>include</c>,
/// <c>tpl</c>, <c>required</c>, <c>fail</c> and <c>lookup</c>.
/// </summary>
public static class HelmFunctions
{
    /// <summary>Helm's functions and all that it keeps of sprig; Helm's win.</summary>
    public static FunctionMap All { get; } = SprigFunctions.All.With(new FunctionMap
    {
        { "toYaml", [Any], static (context, arguments) => Lenient(context, arguments[0], WriteYaml) },
        { "mustToYaml", [Any], static (context, arguments) => Strict(context, arguments[0], WriteYamlOrFail) },
        { "toYamlPretty", [Any], static (context, arguments) => Lenient(context, arguments[0], WritePretty) },
        { "fromYaml", [Text], static (_, arguments) => ReadMap(arguments.Text(0), YamlReader.ReadMap) },
        { "fromYamlArray", [Text], static (_, arguments) => ReadList(arguments.Text(0), YamlReader.ReadList) },
        { "toJson", [Any], static (context, arguments) => Lenient(context, arguments[0], WriteJson) },
        { "mustToJson", [Any], static (context, arguments) => Strict(context, arguments[0], WriteJson) },
        { "fromJson", [Text], static (_, arguments) => ReadMap(arguments.Text(0), GoJson.ReadMap) },
        { "fromJsonArray", [Text], static (_, arguments) => ReadList(arguments.Text(0), GoJson.ReadList) },
        { "toToml", [Any], static (_, arguments) => Toml.TomlWriter.Write(arguments[0]) },
        { "fromToml", [Text], static (_, arguments) => ReadMap(arguments.Text(0), Toml.TomlReader.Read) },
    });

    private static string WriteYaml(object? value) => WithoutBreak(YamlWriter.Write(value));

    private static string WriteYamlOrFail(object? value)
    {
        try
        {
            return WriteYaml(value);
        }
        catch (YamlException exception) when (exception.Message.StartsWith("json: ", StringComparison.Ordinal))
        {
            throw new FunctionException($"error marshaling into JSON: {exception.Message}");
        }
    }

    private static string WritePretty(object? value) => WithoutBreak(YamlWriter.Write(value, YamlWriteOptions.Pretty));

    private static string WriteJson(object? value) => GoJson.Write(value);

    private static string WithoutBreak(string text) => text.EndsWith('\n') ? text[..^1] : text;

    // Helm takes a value that cannot be written for an empty text, but for our own limits that would be a lie.
    private static string Lenient(CallContext context, object? value, Func<object?, string> write)
    {
        try
        {
            return Strict(context, value, write);
        }
        catch (YamlException exception) when (exception is not YamlLimitException)
        {
            return "";
        }
    }

    private static string Strict(CallContext context, object? value, Func<object?, string> write)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        return write(value);
    }

    // An error does not end the rendering: the chart finds it in the value.
    private static IReadOnlyDictionary<string, object?> ReadMap(
        string text, Func<string, IReadOnlyDictionary<string, object?>> read)
    {
        try
        {
            return read(text);
        }
        catch (YamlException exception) when (exception is not YamlLimitException)
        {
            return new Dictionary<string, object?>(StringComparer.Ordinal) { ["Error"] = exception.Message };
        }
    }

    private static IReadOnlyList<object?> ReadList(string text, Func<string, IReadOnlyList<object?>> read)
    {
        try
        {
            return read(text);
        }
        catch (YamlException exception) when (exception is not YamlLimitException)
        {
            return new List<object?> { exception.Message };
        }
    }
}
