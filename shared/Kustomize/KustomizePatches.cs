using Gimlet.GoYaml;
using Gimlet.Kustomize.Documents;
using Gimlet.Kustomize.JsonPatching;
using Gimlet.Kustomize.Merging;
using Gimlet.Kustomize.Selecting;

namespace Gimlet.Kustomize;

/// <summary>
/// Patches Kubernetes objects as <c>kustomize build</c> does with <c>resources</c>, <c>patches</c> and
/// <c>sortOptions: {order: fifo}</c> (kustomize 5.7, which kubectl 1.35 carries). Where it is stricter on purpose is
/// said in the README. Calls share nothing: they may run at the same time.
/// </summary>
public static class KustomizePatches
{
    /// <summary>
    /// Applies the strategic-merge patches, then the JSON patches, each in its order.
    /// </summary>
    /// <param name="documents">The objects, YAML documents divided by <c>---</c>; each has a kind and a name.</param>
    /// <param name="strategicMergePatches">
    /// YAML documents; each is for the object with its apiVersion, kind, name and namespace. Null or empty for none.
    /// </param>
    /// <param name="json6902Patches">RFC 6902 patches for the objects that their targets select.</param>
    /// <param name="limits">What the inputs may use up; <see cref="KustomizeLimits.Default"/> where null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The documents in their order as kustomize writes them: keys sorted, comments dropped.</returns>
    /// <exception cref="KustomizeException">
    /// An input is no YAML or no object, two objects have one identity, a patch is for nothing that is there or cannot
    /// be applied, or a limit is exceeded. The message names the document or patch and the field.
    /// </exception>
    public static string Apply(
        string documents,
        string? strategicMergePatches,
        IReadOnlyList<Json6902Patch> json6902Patches,
        KustomizeLimits? limits = null,
        CancellationToken cancellationToken = default)
    {
        var budget = new WorkBudget(limits ?? KustomizeLimits.Default, cancellationToken);
        CheckLength(budget.Limits, documents, strategicMergePatches, json6902Patches);

        var resources = ReadResources(documents, budget);
        ApplyStrategicMerge(resources, strategicMergePatches ?? "", budget);
        resources.RemoveAll(resource => resource.Node is null or { IsEmpty: true });
        for (var index = 0; index < json6902Patches.Count; index++)
        {
            ApplyJson(resources, json6902Patches[index], index, budget);
        }

        return Write(resources, budget);
    }

    private static void CheckLength(
        KustomizeLimits limits,
        string documents,
        string? strategicMergePatches,
        IReadOnlyList<Json6902Patch> json6902Patches)
    {
        var patches = (strategicMergePatches?.Length ?? 0L) + json6902Patches.Sum(patch => (long)patch.Patch.Length);
        if (documents.Length > limits.MaxInputLength || patches > limits.MaxInputLength)
        {
            var what = documents.Length > limits.MaxInputLength ? "documents" : "patches";
            throw new KustomizeException($"The {what} are longer than {limits.MaxInputLength} characters.");
        }
    }

    private static List<Resource> ReadResources(string documents, WorkBudget budget)
    {
        var resources = new ResourceReader(budget).Read(documents);
        var known = new HashSet<ResourceId>();
        var second = resources.Find(resource => !known.Add(resource.Id));
        return second is null
            ? resources
            : throw new KustomizeException($"The documents hold {second.Id} more than once.");
    }

    private static void ApplyStrategicMerge(List<Resource> resources, string patches, WorkBudget budget)
    {
        var merge = new StrategicMerge(budget);
        var byId = resources.ToDictionary(resource => resource.Id);
        foreach (var patch in Named("strategic-merge patch", () => new ResourceReader(budget).Read(patches)))
        {
            if (!byId.TryGetValue(patch.Id, out var target) || target.Node is null)
            {
                throw new KustomizeException(
                    $"strategic-merge patch: there is no {patch.Id} to patch in the documents.");
            }

            target.Node = Named($"strategic-merge patch of {patch.Id}", () => merge.Apply(target.Node, patch.Node!));
        }
    }

    private static void ApplyJson(List<Resource> resources, Json6902Patch patch, int index, WorkBudget budget)
    {
        var name = $"JSON patch {index + 1} for {patch.Target}";
        var selector = Named(name, () => new Selector(patch.Target));
        var operations = Named(name, () => JsonPatch.Read(patch.Patch, budget));
        var targets = resources.FindAll(selector.Selects);
        if (targets.Count == 0)
        {
            throw new KustomizeException($"{name}: the documents hold no object that the target selects.");
        }

        foreach (var target in targets)
        {
            Named($"{name}: {target.Id}", () => target.Change(value => operations.Apply(value, budget)));
        }
    }

    private static void Named(string name, Action act) => Named(name, () =>
    {
        act();
        return true;
    });

    private static T Named<T>(string name, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (KustomizeException exception)
        {
            throw new KustomizeException($"{name}: {exception.Message}", exception);
        }
    }

    private static string Write(List<Resource> resources, WorkBudget budget)
    {
        var texts = new List<string>();
        foreach (var resource in resources.Where(resource => !Annotations.IsLocal(resource)))
        {
            if (resource.CurrentId is var id && (id.Kind.Length == 0 || (id.Name.Length == 0 && !id.IsList)))
            {
                throw new KustomizeException($"The patches leave {resource.Id} without kind or metadata.name.");
            }

            budget.CancellationToken.ThrowIfCancellationRequested();
            try
            {
                texts.Add(YamlWriter.Write(resource.Finish()));
            }
            catch (YamlException exception)
            {
                throw new KustomizeException($"{resource.Id} cannot be written: {exception.Message}", exception);
            }
        }

        return string.Join("---\n", texts);
    }
}
