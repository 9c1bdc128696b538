using Gimlet.GoYaml;
using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Serialization;

namespace Gimlet.Helm.Functions.Toml;

/// <summary>Reads TOML into plain values. Its errors are Tomlyn's, not those of BurntSushi/toml.</summary>
internal static class TomlReader
{
    /// <exception cref="YamlException">The text is no TOML.</exception>
    public static IReadOnlyDictionary<string, object?> Read(string text)
    {
        try
        {
            return Convert(TomlSerializer.Deserialize(text, TomlTables.Default.TomlTable) ?? []);
        }
        catch (TomlException exception)
        {
            throw new YamlException($"toml: {exception.Message}");
        }
    }

    private static Dictionary<string, object?> Convert(TomlTable table) =>
        table.ToDictionary(static entry => entry.Key, static entry => Convert(entry.Value), StringComparer.Ordinal);

    private static object? Convert(object? value) => value switch
    {
        TomlTable table => Convert(table),
        TomlTableArray tables => tables.Select(static table => (object?)Convert(table)).ToList(),
        TomlArray items => items.Select(Convert).ToList(),
        TomlDateTime time => time.ToString(),
        _ => value,
    };
}

/// <summary>Generated, because native programs have no reflection.</summary>
[TomlSerializable(typeof(TomlTable))]
internal sealed partial class TomlTables : TomlSerializerContext;
