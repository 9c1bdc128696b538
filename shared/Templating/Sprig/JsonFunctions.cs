using Gimlet.GoYaml;
using Gimlet.GoYaml.Json;
using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>The JSON functions of sprig's defaults.go.</summary>
internal static class JsonFunctions
{
    private static readonly GoJsonOptions Pretty = new() { Indent = "  " };
    private static readonly GoJsonOptions Raw = new() { EscapeHtml = false };

    public static FunctionMap Map { get; } = new()
    {
        { "toJson", [Any], static (_, arguments) => Lenient(arguments[0], GoJsonOptions.Default) },
        { "mustToJson", [Any], static (_, arguments) => GoJson.Write(arguments[0]) },
        { "toPrettyJson", [Any], static (_, arguments) => Lenient(arguments[0], Pretty) },
        { "mustToPrettyJson", [Any], static (_, arguments) => GoJson.Write(arguments[0], Pretty) },
        { "toRawJson", [Any], static (_, arguments) => GoJson.Write(arguments[0], Raw) },
        { "mustToRawJson", [Any], static (_, arguments) => GoJson.Write(arguments[0], Raw) },
        { "fromJson", [Text], static (_, arguments) => Read(arguments.Text(0)) },
        { "mustFromJson", [Text], static (_, arguments) => GoJson.Read(arguments.Text(0)) },
    };

    // sprig takes a value that cannot be written for an empty text, but for our own limits that would be a lie.
    private static string Lenient(object? value, GoJsonOptions options)
    {
        try
        {
            return GoJson.Write(value, options);
        }
        catch (YamlException exception) when (exception is not YamlLimitException)
        {
            return "";
        }
    }

    private static object? Read(string text)
    {
        try
        {
            return GoJson.Read(text);
        }
        catch (YamlException exception) when (exception is not YamlLimitException)
        {
            return null;
        }
    }
}
