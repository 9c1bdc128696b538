using System.Text.Encodings.Web;
using System.Text.Json;
using Gimlet.GoYaml.Json;
using Gimlet.Testing.Helm;

namespace Gimlet.GoYaml.Tests;

/// <summary>Thousands of generated values through helm's functions and through ours, in one helm process each.</summary>
public sealed class HelmComparison
{
    private const int Count = 4000;

    [Fact]
    public void Write_GeneratedValues_IsWhatToYamlWrites() =>
        Compare("{{ toYaml . }}", static value => Lenient(() => YamlWriter.Write(value)));

    [Fact]
    public void Write_Pretty_IsWhatToYamlPrettyWrites() =>
        Compare("{{ toYamlPretty . }}", static value => Lenient(() => YamlWriter.Write(value, YamlWriteOptions.Pretty)));

    [Fact]
    public void ReadMap_GeneratedTexts_IsWhatFromYamlReads() =>
        Compare("{{ fromYaml . | toJson }}", static value => ReadMap((string)value!), NextYaml);

    [Fact]
    public void ReadMap_GeneratedJson_IsWhatFromJsonReads() => Compare(
        "{{ fromJson . | toJson }}",
        static value => ReadOrError(() => GoJson.ReadMap((string)value!)),
        static generated => generated.Damage(GoJson.Write(generated.Next())));

    [Fact]
    public void Write_Json_IsWhatToJsonWrites() => Compare("{{ toJson . }}", static value => GoJson.Write(value));

    [Fact]
    public void Write_IndentedJson_IsWhatToPrettyJsonWrites() => Compare(
        "{{ toPrettyJson . }}", static value => GoJson.Write(value, new GoJsonOptions { Indent = "  " }));

    // What the writer makes of values, with some characters of it gone, doubled or changed.
    private static string NextYaml(GeneratedValues generated)
    {
        var value = generated.Next();
        var text = Lenient(() => YamlWriter.Write(value, generated.NextOptions()));
        return generated.Damage(text);
    }

    private static string ReadMap(string text) => ReadOrError(() => YamlReader.ReadMap(text));

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

    private static void Compare(
        string template, Func<object?, string> ours, Func<GeneratedValues, object?>? generate = null)
    {
        HelmOracle.Require();
        using var oracle = new HelmOracle();
        var generated = new GeneratedValues(Seed);
        var values = Enumerable.Range(0, Count).Select(_ => generate is null ? generated.Next() : generate(generated)).ToList();

        var expected = oracle.ExecuteEach(template, [.. values.Select(Serialize)]);

        Assert.Equal(Count, expected.Length);
        var differences = values.Zip(expected)
            .Where(pair => !IsLeftOut(pair.Second) && ours(pair.First) != pair.Second)
            .Select(pair => $"{Serialize(pair.First)}\n--- helm\n{pair.Second}\n--- ours\n{ours(pair.First)}\n")
            .OrderBy(static text => text.Length)
            .ToList();
        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n{string.Join('\n', differences.Take(12))}");
    }

    // Go prints a map that is a key, in random order, and goes on behind a number that no double can hold.
    private static bool IsLeftOut(string expected) => expected.Contains("map key", StringComparison.Ordinal)
        || expected.Contains("into Go value of type float64", StringComparison.Ordinal);

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var seed) ? seed : 1;

    private static string Serialize(object? value) => JsonSerializer.Serialize(value, Json);

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
