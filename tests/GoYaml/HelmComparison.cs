using System.Text.Encodings.Web;
using System.Text.Json;
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

    private static void Compare(string template, Func<object?, string> ours)
    {
        HelmOracle.Require();
        using var oracle = new HelmOracle();
        var generated = new GeneratedValues(Seed);
        var values = Enumerable.Range(0, Count).Select(_ => generated.Next()).ToList();

        var expected = oracle.ExecuteEach(template, [.. values.Select(Serialize)]);

        Assert.Equal(Count, expected.Length);
        var differences = values.Zip(expected)
            .Where(pair => ours(pair.First) != pair.Second)
            .Select(pair => $"{Serialize(pair.First)}\n--- helm\n{pair.Second}\n--- ours\n{ours(pair.First)}\n")
            .OrderBy(static text => text.Length)
            .ToList();
        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n{string.Join('\n', differences.Take(12))}");
    }

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var seed) ? seed : 1;

    private static string Serialize(object? value) => JsonSerializer.Serialize(value, Json);

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
