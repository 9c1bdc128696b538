using Gimlet.Helm;
using Gimlet.Helm.Sources;
using Gimlet.Testing.Installations;

namespace Gimlet.Fuzzing.Targets;

/// <summary>A chart one of whose files is mutated: metadata, values, helpers or a template.</summary>
internal sealed class ChartTarget : IFuzzTarget
{
    private static readonly string[] Mutated =
        ["Chart.yaml", "values.yaml", "templates/_helpers.tpl", "templates/workload.yaml", "templates/extra.yaml"];

    private static readonly ChartFiles Files = ChartDirectory.Read(
        Path.Combine(RepositoryRoot.Path, "tests/Benchmarks/Charts/generic-app"), ArchiveLimits.Default);

    public string Name => "charts";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. Mutated.Select(path => Files.Find(path)!.Content.ToArray())];

    public void Feed(byte[] input)
    {
        // The length decides, so that the same input is fed in the same way again.
        var path = Mutated[input.Length % Mutated.Length];
        var files = Files.Select(file => file.Path == path ? new ChartFile(path, input) : file);
        Chart.Load(new ChartFiles(files)).Render(new RenderRequest { ReleaseName = "fuzz" });
    }

    public bool IsRefusal(Exception e) => e is ChartException;
}
