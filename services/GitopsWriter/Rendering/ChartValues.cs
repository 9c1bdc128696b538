using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>Values for helm, as JSON that is YAML as well.</summary>
internal static partial class ChartValues
{
    private static readonly JsonSerializerOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToYaml(JsonObject values) =>
        SurrogatePair().Replace(values.ToJsonString(Options), pair => pair.Groups["slashes"].Value + Decode(pair));

    // JSON writes what lies beyond 16 bits as two escapes, and YAML knows no such pairs.
    private static string Decode(Match pair) => new(
    [
        (char)Convert.ToInt32(pair.Groups["high"].Value, 16),
        (char)Convert.ToInt32(pair.Groups["low"].Value, 16),
    ]);

    [GeneratedRegex(@"(?<!\\)(?<slashes>(\\\\)*)\\u(?<high>D[89AB][0-9A-F]{2})\\u(?<low>D[C-F][0-9A-F]{2})")]
    private static partial Regex SurrogatePair();
}
