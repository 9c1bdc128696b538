using System.Text;
using System.Text.Json.Nodes;
using Gimlet.GoYaml;
using Gimlet.Templating;
using Gimlet.Templating.Sprig;
using Gimlet.Testing.Installations;

namespace Gimlet.Fuzzing.Targets;

internal sealed class TemplateTarget : IFuzzTarget
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    // What the golden tables are executed on.
    private static readonly object? Data = YamlReader.Read(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests/Templating/Golden/values.json")));

    public string Name => "templates";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. Corpus.Files("tests/Templating/Golden", ".jsonl").SelectMany(Templates),
        .. Corpus.Files("tests/Benchmarks/Charts", ".tpl", ".yaml"),
    ];

    public void Feed(byte[] input)
    {
        using var time = new CancellationTokenSource(Time);
        var options = new TemplateOptions { Functions = SprigFunctions.All };
        Template.Parse("fuzz", Encoding.UTF8.GetString(input), options).Execute(Data, time.Token);
    }

    public bool IsRefusal(Exception e) => e is TemplateException or OperationCanceledException;

    private static IEnumerable<byte[]> Templates(byte[] table) =>
        Encoding.UTF8.GetString(table).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)?["template"])
            .OfType<JsonNode>()
            .Select(template => Encoding.UTF8.GetBytes((string)template!));
}
