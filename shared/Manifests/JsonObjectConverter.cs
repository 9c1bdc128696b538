using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Gimlet.Manifests;

/// <summary>Reads and writes free-form JSON objects the same way whatever options the serialiser has.</summary>
/// <remarks>
/// The bus reads names of properties without regard to case, which would make <c>a</c> and <c>A</c> in chart values
/// one key. A key that is there twice is refused at once instead of on first use.
/// </remarks>
public sealed class JsonObjectConverter : JsonConverter<JsonObject>
{
    /// <summary>Reads an object from text.</summary>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static JsonObject Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    /// <inheritdoc />
    public override JsonObject? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, JsonObject value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        value.WriteTo(writer);
    }

    private static JsonObject Read(JsonElement element)
    {
        return element.ValueKind == JsonValueKind.Object
            ? (JsonObject)Copy(element)!
            : throw new JsonException($"must be an object, not {element.ValueKind}");
    }

    private static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var mapping = new JsonObject();
                foreach (var property in element.EnumerateObject())
                {
                    if (!mapping.TryAdd(property.Name, Copy(property.Value)))
                    {
                        throw new JsonException($"the key {Quoted.Short(property.Name)} is there twice");
                    }
                }

                return mapping;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Copy)]);
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Null:
                return null;
            default:
                // The clone keeps the digits of a number as they were written.
                return JsonValue.Create(element.Clone());
        }
    }
}

/// <summary>Does for lists of objects what <see cref="JsonObjectConverter"/> does for one.</summary>
public sealed class JsonObjectListConverter : JsonConverter<IReadOnlyList<JsonObject>>
{
    private static readonly JsonObjectConverter Item = new();

    /// <inheritdoc />
    public override IReadOnlyList<JsonObject>? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("must be a list of objects");
        }

        var items = new List<JsonObject>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Item.Read(ref reader, typeof(JsonObject), options)!);
        }

        return items;
    }

    /// <inheritdoc />
    public override void Write(
        Utf8JsonWriter writer,
        IReadOnlyList<JsonObject> value,
        JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartArray();
        foreach (var item in value)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}
