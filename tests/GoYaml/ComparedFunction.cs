using Gimlet.GoYaml.Json;

namespace Gimlet.GoYaml.Tests;

/// <summary>A function of helm, and what does the same here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Template">Calls it with dot.</param>
/// <param name="Ours">What does the same here.</param>
/// <param name="Generate">Makes an argument for it.</param>
internal sealed record ComparedFunction(
    string Name, string Template, Func<object?, string> Ours, Func<GeneratedValues, object?> Generate)
{
    public static ComparedFunction[] All { get; } =
    [
        new("toYaml", "{{ toYaml . }}", static value => Lenient(() => YamlWriter.Write(value)), NextValue),
        new(
            "toYamlPretty",
            "{{ toYamlPretty . }}",
            static value => Lenient(() => YamlWriter.Write(value, YamlWriteOptions.Pretty)),
            NextValue),
        new("toJson", "{{ toJson . }}", static value => GoJson.Write(value), NextValue),
        new(
            "toPrettyJson",
            "{{ toPrettyJson . }}",
            static value => GoJson.Write(value, new GoJsonOptions { Indent = "  " }),
            NextValue),
        new(
            "fromYaml",
            "{{ fromYaml . | toJson }}",
            static value => ReadOrError(() => YamlReader.ReadMap((string)value!)),
            NextYaml),
        new(
            "fromJson",
            "{{ fromJson . | toJson }}",
            static value => ReadOrError(() => GoJson.ReadMap((string)value!)),
            static generated => generated.Damage(GoJson.Write(generated.Next()))),
    ];

    private static object? NextValue(GeneratedValues generated) => generated.Next();

    // What the writer makes of values, with some characters of it gone, doubled or changed.
    private static object NextYaml(GeneratedValues generated)
    {
        var value = generated.Next();
        return generated.Damage(Lenient(() => YamlWriter.Write(value, generated.NextOptions())));
    }

    private static string ReadOrError(Func<IReadOnlyDictionary<string, object?>> read)
    {
        try
        {
            return GoJson.Write(read());
        }
        catch (YamlException exception)
        {
            return GoJson.Write(new Dictionary<string, object?> { ["Error"] = exception.Message });
        }
    }

    private static string Lenient(Func<string> write)
    {
        try
        {
            var text = write();
            return text.EndsWith('\n') ? text[..^1] : text;
        }
        catch (YamlException)
        {
            return "";
        }
    }
}
