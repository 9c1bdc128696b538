using Gimlet.GoYaml;
using Gimlet.Testing.Installations;

namespace Gimlet.Kustomize.Tests;

/// <summary>
/// A folder with documents, patches and what the real kubectl made of them. <c>GOLDEN_REWRITE=1</c> lets the real
/// kubectl write the expected files anew.
/// </summary>
internal sealed class GoldenCase(string name)
{
    private static readonly string Root = Path.Combine(RepositoryRoot.Path, "tests", "Kustomize", "Golden");

    public static bool IsRewriting { get; } = Environment.GetEnvironmentVariable("GOLDEN_REWRITE") == "1";

    public string Resources => Read("resources.yaml")!;

    public string? StrategicMergePatches => Read("patch.yaml");

    public string? JsonPatches => Read("json.yaml");

    public string? Expected => Read("expected.yaml");

    public string? ExpectedError => Read("expected-error.txt");

    public static IEnumerable<string> Names(bool withError) => Directory.GetDirectories(Root)
        .Where(folder => File.Exists(Path.Combine(folder, "expected-error.txt")) == withError)
        .Select(folder => Path.GetFileName(folder))
        .Order(StringComparer.Ordinal);

    public string Apply() => Patching.Apply(Resources, StrategicMergePatches, ReadJsonPatches());

    public void Rewrite(string? output, string? error)
    {
        Write("expected.yaml", output);
        Write("expected-error.txt", error);
    }

    public List<Json6902Patch> ReadJsonPatches() =>
        JsonPatches is null ? [] : ((List<object?>)YamlReader.Read(JsonPatches)!).ConvertAll(ReadJsonPatch);

    private static Json6902Patch ReadJsonPatch(object? item)
    {
        var fields = (Dictionary<string, object?>)item!;
        var target = (Dictionary<string, object?>)fields["target"]!;
        return new Json6902Patch((string)fields["patch"]!, new PatchTarget
        {
            Group = target.GetValueOrDefault("group") as string,
            Version = target.GetValueOrDefault("version") as string,
            Kind = target.GetValueOrDefault("kind") as string,
            Name = target.GetValueOrDefault("name") as string,
            Namespace = target.GetValueOrDefault("namespace") as string,
            LabelSelector = target.GetValueOrDefault("labelSelector") as string,
            AnnotationSelector = target.GetValueOrDefault("annotationSelector") as string,
        });
    }

    private string? Read(string file) =>
        File.Exists(PathOf(file)) ? File.ReadAllText(PathOf(file)) : null;

    private void Write(string file, string? text)
    {
        File.Delete(PathOf(file));
        if (text is not null)
        {
            File.WriteAllText(PathOf(file), text);
        }
    }

    private string PathOf(string file) => Path.Combine(Root, name, file);
}
