using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gimlet.Contracts.Artifacts;

/// <summary>Reads and writes variables with regard to case whatever options the serialiser has.</summary>
/// <remarks>
/// MassTransit reads dictionaries without regard to case: an artifact with <c>sha</c> beside <c>SHA</c> would end in
/// its error queue. Of a name that is there twice the later value wins, as in the layers of variables.
/// </remarks>
public sealed class VariablesConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    /// <inheritdoc />
    public override IReadOnlyDictionary<string, string>? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("must be an object");
        }

        var variables = new Dictionary<string, string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            variables[name] = reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : throw new JsonException($"the variable {name} must be text");
        }

        return variables;
    }

    /// <inheritdoc />
    public override void Write(
        Utf8JsonWriter writer,
        IReadOnlyDictionary<string, string> value,
        JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        foreach (var (name, text) in value)
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
    }
}
