using System.Text.Encodings.Web;
using System.Text.Json;
using Gimlet.Testing.Helm;
using Gimlet.Testing.Installations;

namespace Gimlet.GoYaml.Tests;

/// <summary>
/// A part of what <see cref="HelmComparison"/> generates, with what helm 4.1.4 made of it, so that a machine without
/// helm tests it too. UPDATE_GOLDEN=1 writes Golden/*.jsonl anew.
/// </summary>
public sealed class GoldenTests
{
    private const int Count = 150;

    private static readonly JsonSerializerOptions Json =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Folder => Path.Combine(RepositoryRoot.Path, "tests", "GoYaml", "Golden");

    public static TheoryData<string> Functions() => [.. ComparedFunction.All.Select(static function => function.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_OfTheTable_GivesWhatHelmGave(string name)
    {
        var function = ComparedFunction.All.Single(function => function.Name == name);
        var path = Path.Combine(Folder, $"{name}.jsonl");
        if (GoldenTable.IsUpdated)
        {
            Update(function, path);
        }

        var cases = File.ReadLines(path).Select(static line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();

        Assert.Equal(Count, cases.Count);
        Assert.All(cases, golden => Assert.Equal(
            golden.GetProperty("output").GetString(), function.Ours(Values.Of(golden.GetProperty("input")))));
    }

    private static void Update(ComparedFunction function, string path)
    {
        HelmOracle.Require();
        using var oracle = new HelmOracle();
        var generated = new GeneratedValues(seed: 7);
        var inputs = Enumerable.Range(0, Count * 20)
            .Select(_ => JsonSerializer.Serialize(function.Generate(generated), Json))
            .Where(static json => json.Length is > 4 and < 300).Distinct().Take(Count * 2).ToList();
        var outputs = oracle.ExecuteEach(function.Template, inputs);
        File.WriteAllLines(path, inputs.Zip(outputs).Where(static pair => !HelmComparison.IsLeftOut(pair.Second))
            .Take(Count).Select(static pair => JsonSerializer.Serialize(
                new { input = JsonSerializer.Deserialize<JsonElement>(pair.First), output = pair.Second }, Json)));
    }
}
