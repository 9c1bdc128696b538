using System.Text.Json;
using Gimlet.GoYaml.Json;
using Gimlet.Helm.Functions;
using Gimlet.Templating;
using Gimlet.Testing.Helm;
using Gimlet.Testing.Installations;
using Microsoft.Extensions.Time.Testing;

namespace Gimlet.Helm.Tests.Functions;

/// <summary>
/// Every function of sprig and of Helm, in tables that the real helm 4.1.4 wrote: Golden/*.jsonl. UPDATE_GOLDEN=1
/// writes them anew.
/// </summary>
public sealed class FunctionTableTests
{
    private static readonly TemplateOptions Options = new()
    {
        Functions = HelmFunctions.All,
        MissingKey = MissingKey.Zero,
        Clock = new FakeTimeProvider(),
    };

    private static readonly string Values = File.ReadAllText(Path.Combine(Folder, "values.json"));

    private static string Folder => Path.Combine(RepositoryRoot.Path, "tests", "Helm", "Functions", "Golden");

    public static TheoryData<string, string> Cases()
    {
        if (GoldenTable.IsUpdated)
        {
            GoldenTable.UpdateAll(Folder, Values);
        }

        var cases = new TheoryData<string, string>();
        foreach (var path in Directory.EnumerateFiles(Folder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            foreach (var line in new GoldenTable(path).Read())
            {
                cases.Add(Path.GetFileNameWithoutExtension(path), line);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Function_OfTheTables_GivesWhatHelmGave(string table, string line)
    {
        var golden = JsonSerializer.Deserialize<JsonElement>(line);

        var (output, error) = Execute(golden.GetProperty("template").GetString()!);

        Assert.NotEmpty(table);
        Assert.Equal(Text(golden, "error"), error);
        Assert.Equal(Text(golden, "output"), output);
    }

    [Fact]
    public void Functions_AreAllThatHelmKeeps() => Assert.True(Cases().Count > 150);

    private static (string? Output, string? Error) Execute(string template)
    {
        try
        {
            var values = GoJson.Read(Values);
            var parsed = Template.Parse("t", template, Options);
            return (parsed.Execute(values, TestContext.Current.CancellationToken), null);
        }
        catch (TemplateException exception)
        {
            return (null, exception.Message);
        }
    }

    private static string? Text(JsonElement golden, string name) =>
        golden.TryGetProperty(name, out var value) ? value.GetString() : null;
}
