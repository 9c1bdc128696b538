using System.Text.Json.Nodes;
using Gimlet.Contracts.Flux;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>Finds the Kubernetes objects in an app's files, so that a failure can be told from another app's.</summary>
internal static class RenderedObjects
{
    /// <summary>Costs a parse: call it before the transaction that records the result.</summary>
    public static IReadOnlyList<FailingObject> Parse(IEnumerable<RenderedFile> files) =>
        [.. files.SelectMany(Read).Distinct()];

    // A chart may render what only Helm's own reader takes. Its app then has no known objects, and fails with every
    // failure of its Kustomization, as it would had Flux named none.
    private static IEnumerable<FailingObject> Read(RenderedFile file)
    {
        try
        {
            return [.. RawManifests.Parse(file.Content).SelectMany(manifest => Unfold(manifest.Content))];
        }
        catch (ManifestException)
        {
            return [];
        }
    }

    // Flux applies the items of a List, and names those.
    private static IEnumerable<FailingObject> Unfold(JsonObject content)
    {
        var kind = Text(content, "kind");
        if (kind.EndsWith("List", StringComparison.Ordinal) && content["items"] is JsonArray items)
        {
            return items.OfType<JsonObject>().SelectMany(Unfold);
        }

        var metadata = content["metadata"] as JsonObject;
        return [new FailingObject(kind, Text(metadata, "namespace"), Text(metadata, "name"))];
    }

    private static string Text(JsonObject? owner, string field) =>
        owner?[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
