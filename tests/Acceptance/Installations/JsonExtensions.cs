using System.Text.Json.Nodes;

namespace Gimlet.Acceptance.Tests.Installations;

internal static class JsonExtensions
{
    /// <summary>The same object with more fields.</summary>
    public static JsonObject With(this JsonObject json, JsonObject more)
    {
        foreach (var (name, value) in more)
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }
}
