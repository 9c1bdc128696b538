using System.Text.Json;

namespace Gimlet.GoYaml.Tests;

/// <summary>Values of JSON, read by .NET and not by what is tested.</summary>
internal static class Values
{
    public static object? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject()
            .ToDictionary(static entry => entry.Name, static entry => Of(entry.Value)),
        JsonValueKind.Array => value.EnumerateArray().Select(Of).ToList(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
