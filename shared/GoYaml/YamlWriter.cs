using Gimlet.GoYaml.Writing;

namespace Gimlet.GoYaml;

/// <summary>
/// Writes plain values as YAML: maps of string and value, lists, strings, booleans, integers and floats of any size,
/// and null. Keys are sorted.
/// </summary>
public static class YamlWriter
{
    /// <summary>Writes a value, with a line break at the end as Go's libraries do.</summary>
    /// <exception cref="YamlException">The value cannot be written, or not within the limits.</exception>
    public static string Write(object? value, YamlWriteOptions? options = null)
    {
        var used = options ?? YamlWriteOptions.Default;
        var emitter = new Emitter(used);
        new ValueWriter(emitter, used).WriteDocument(value);
        return emitter.ToString();
    }
}
