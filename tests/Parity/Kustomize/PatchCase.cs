using Gimlet.GoYaml;
using Gimlet.Kustomize;

namespace Gimlet.Parity.Kustomize;

/// <summary>
/// A folder with <c>resources.yaml</c>, and <c>patch.yaml</c> (strategic merge) or <c>json.yaml</c> (a list of
/// <c>{patch, target}</c>) or both.
/// </summary>
internal sealed record PatchCase(
    string Folder, string Documents, string? StrategicMerge, string? JsonText, IReadOnlyList<Json6902Patch> Json6902)
{
    public const string Resources = "resources.yaml";

    public static PatchCase Read(string folder)
    {
        var json = ReadFile(folder, "json.yaml");
        var patches = json is null ? [] : (IReadOnlyList<object?>)YamlReader.Read(json)!;
        return new PatchCase(
            folder, ReadFile(folder, Resources)!, ReadFile(folder, "patch.yaml"), json, [.. patches.Select(ReadPatch)]);
    }

    /// <summary>Lets kubectl build a kustomization of the same files.</summary>
    public async Task<Rendering> RunAsync(RealTool kubectl)
    {
        var work = Directory.CreateTempSubdirectory("gimlet-parity").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(work, Resources), Documents);
            var kustomization = $"resources: [{Resources}]\nsortOptions: {{order: fifo}}\npatches:\n";
            if (StrategicMerge is not null)
            {
                await File.WriteAllTextAsync(Path.Combine(work, "patch.yaml"), StrategicMerge);
                kustomization += "- path: patch.yaml\n";
            }

            kustomization += JsonText;
            await File.WriteAllTextAsync(Path.Combine(work, "kustomization.yaml"), kustomization);
            return await kubectl.RunAsync("kustomize", work);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static string? ReadFile(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static Json6902Patch ReadPatch(object? item)
    {
        var fields = (IReadOnlyDictionary<string, object?>)item!;
        var target = (IReadOnlyDictionary<string, object?>)fields["target"]!;
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
}
