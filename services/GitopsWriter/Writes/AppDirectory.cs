using System.Text;
using Gimlet.Contracts.Flux;
using Gimlet.GitopsWriter.CommitStatuses;
using Gimlet.GitopsWriter.Rendering;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>Reads back what a commit holds of an app.</summary>
internal static class AppDirectory
{
    /// <summary>The content of <c>release.json</c>; empty when there is none.</summary>
    public static string ReadRelease(Repository repository, ObjectId directory) =>
        repository.Lookup<Tree>(directory)?[ReleaseFile.FileName]?.Target is Blob blob ? Text(blob) : "";

    /// <summary>The Kubernetes objects in its files.</summary>
    /// <param name="repository">Where the directory is.</param>
    /// <param name="directory">The directory of the app.</param>
    /// <param name="known">What files were found to have before: most stay the same from commit to commit.</param>
    public static IReadOnlyList<FailingObject> ReadObjects(
        Repository repository, ObjectId directory, Dictionary<ObjectId, IReadOnlyList<FailingObject>>? known = null)
    {
        known ??= [];
        var objects = new List<FailingObject>();
        foreach (var entry in repository.Lookup<Tree>(directory))
        {
            if (!entry.Name.EndsWith(".yaml", StringComparison.Ordinal) || entry.TargetType != TreeEntryTargetType.Blob)
            {
                continue;
            }

            var id = entry.Target.Id;
            if (!known.TryGetValue(id, out var ofFile))
            {
                ofFile = RenderedObjects.Parse([new RenderedFile(entry.Name, Text((Blob)entry.Target))]);
                known[id] = ofFile;
            }

            objects.AddRange(ofFile);
        }

        return [.. objects.Distinct()];
    }

    private static string Text(Blob blob) => blob.GetContentText(Encoding.UTF8);
}
