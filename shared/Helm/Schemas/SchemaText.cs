using System.Globalization;
using Gimlet.Templating.Values;

namespace Gimlet.Helm.Schemas;

/// <summary>Values in error messages.</summary>
internal static class SchemaText
{
    private const double FirstScientific = 1e21;

    public static string Quote(string text)
    {
        var literal = GoString.Quote(text)[1..^1]
            .Replace("\\\"", "\"", StringComparison.Ordinal)
            .Replace("'", "\\'", StringComparison.Ordinal);
        return $"'{literal}'";
    }

    public static string Quote(IEnumerable<string> texts) => string.Join(", ", texts.Select(Quote));

    public static string Display(object? value) => value switch
    {
        null => "<nil>",
        bool flag => flag ? "true" : "false",
        string text => Quote(text),
        IReadOnlyDictionary<string, object?> or IReadOnlyList<object?> => "value",
        _ => SchemaNumber.Of(value).ToString("R", CultureInfo.InvariantCulture),
    };

    // The library prints numbers for English readers.
    public static string Display(double number) => Math.Abs(number) < FirstScientific
        ? number.ToString("#,##0.####################", CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);

    public static string Escape(string token) =>
        token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
