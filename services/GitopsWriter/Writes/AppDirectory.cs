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
    public static IReadOnlyList<FailingObject> ReadObjects(Repository repository, ObjectId directory)
    {
        var files = repository.Lookup<Tree>(directory)
            .Where(entry => entry.Name.EndsWith(".yaml", StringComparison.Ordinal))
            .Select(entry => (entry.Name, Blob: entry.Target as Blob))
            .Where(file => file.Blob is not null)
            .Select(file => new RenderedFile(file.Name, Text(file.Blob!)));
        return RenderedObjects.Parse(files);
    }

    private static string Text(Blob blob) => blob.GetContentText(Encoding.UTF8);
}
