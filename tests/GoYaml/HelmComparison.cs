using System.Text.Encodings.Web;
using System.Text.Json;
using Gimlet.Testing.Helm;

namespace Gimlet.GoYaml.Tests;

/// <summary>
/// Thousands of generated values and texts through helm's functions and through ours, one helm process for each
/// function. SEED in the environment generates others.
/// </summary>
public sealed class HelmComparison
{
    private const int Count = 4000;

    private static readonly JsonSerializerOptions Json =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var seed) ? seed : 1;

    public static TheoryData<string> Functions() => [.. ComparedFunction.All.Select(static function => function.Name)];

    // Go prints a map that is a key, in random order, and goes on behind a number that no double can hold.
    internal static bool IsLeftOut(string expected) => expected.Contains("map key", StringComparison.Ordinal)
        || expected.Contains("into Go value of type float64", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_OfGeneratedArguments_IsHelms(string name)
    {
        HelmOracle.Require();
        var function = ComparedFunction.All.Single(function => function.Name == name);
        using var oracle = new HelmOracle();
        var generated = new GeneratedValues(Seed);
        var values = Enumerable.Range(0, Count).Select(_ => function.Generate(generated)).ToList();

        var expected = oracle.ExecuteEach(function.Template, [.. values.Select(Serialize)]);

        Assert.Equal(Count, expected.Length);
        var differences = values.Zip(expected)
            .Where(pair => !IsLeftOut(pair.Second) && function.Ours(pair.First) != pair.Second)
            .Select(pair =>
                $"{Serialize(pair.First)}\n--- helm\n{pair.Second}\n--- ours\n{function.Ours(pair.First)}\n")
            .OrderBy(static text => text.Length)
            .ToList();
        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n{string.Join('\n', differences.Take(12))}");
    }

    private static string Serialize(object? value) => JsonSerializer.Serialize(value, Json);
}
