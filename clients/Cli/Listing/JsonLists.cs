using System.Text.Json;

namespace Gimlet.Cli.Listing;

internal static class JsonLists
{
    /// <summary>The same items in the opposite order; what is no list stays as it is.</summary>
    public static JsonElement Reversed(this JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return list;
        }

        var items = list.EnumerateArray().Select(item => item.GetRawText()).Reverse();
        return JsonElement.Parse($"[{string.Join(',', items)}]");
    }
}
