using System.Text.Json;
using Gimlet.Templating.Sprig;

namespace Gimlet.Templating.Tests;

/// <summary>
/// Tables that the real helm 4.1.4 (Go 1.25) wrote: each line of Golden/*.jsonl has a template and what helm made of
/// it with Golden/values.json as values. Helm shortens messages of parse errors; here they are as Go has them.
/// </summary>
public sealed class GoldenTests
{
    private static readonly TemplateOptions Options = new()
    {
        Functions = SprigFunctions.All,
        MissingKey = MissingKey.Zero,
    };

    private static readonly object? Values = Read(Parse("values.json")[0]);

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var file in (string[])["language", "printf", "sprig", "definitions", "parse-errors"])
        {
            foreach (var line in Parse($"{file}.jsonl"))
            {
                cases.Add(file, line.GetRawText());
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Template_OfTheGoldenTables_GivesWhatHelmGave(string file, string line)
    {
        var golden = JsonSerializer.Deserialize<JsonElement>(line);
        var text = golden.GetProperty("template").GetString()!;

        var (output, error) = Execute(text);

        Assert.NotEmpty(file);
        Assert.Equal(Text(golden, "error"), error);
        Assert.Equal(Text(golden, "output"), output);
    }

    [Fact]
    public void Tables_AreComplete() => Assert.True(Cases().Count > 350);

    private static (string? Output, string? Error) Execute(string text)
    {
        try
        {
            return (Template.Parse("t", text, Options).Execute(Values, TestContext.Current.CancellationToken), null);
        }
        catch (TemplateException exception)
        {
            return (null, exception.Message);
        }
    }

    private static string? Text(JsonElement golden, string name) =>
        golden.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static JsonElement[] Parse(string file) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", file))
            .Select(static line => JsonSerializer.Deserialize<JsonElement>(line)),
    ];

    private static object? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject()
            .ToDictionary(static entry => entry.Name, static entry => Read(entry.Value)),
        JsonValueKind.Array => value.EnumerateArray().Select(Read).ToList(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
