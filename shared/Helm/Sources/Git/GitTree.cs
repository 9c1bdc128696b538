using LibGit2Sharp;

namespace Gimlet.Helm.Sources;

/// <summary>A folder of a commit. Links are followed as long as they stay within the repository.</summary>
internal sealed class GitTree(Repository repository, Tree root, string folder) : IChartTree
{
    private const int MaxLinks = 40;
    private const int MaxLinkLength = 4096;

    public IEnumerable<ChartTreeItem> List(string path)
    {
        var links = 0;
        return Find(Join(folder, path), ref links) is (Tree tree, var real)
            ? tree.OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => Describe(real, entry)).ToList()
            : throw new ChartException($"there is no folder {Join(folder, path)} in the git repository");
    }

    private ChartTreeItem Describe(string parent, TreeEntry entry)
    {
        var links = 0;
        return Find(Join(parent, entry.Name), ref links)?.Object switch
        {
            Tree => new ChartTreeItem(entry.Name, null),
            Blob blob => Describe(entry.Name, blob),
            _ when entry.Mode is Mode.GitLink => new ChartTreeItem(entry.Name, () => [], Problem: "is a submodule"),
            _ => ChartTreeItem.BadLink(entry.Name),
        };
    }

    // The length is known without unpacking, which may be what fills the memory.
    private ChartTreeItem Describe(string name, Blob blob)
    {
        var length = repository.ObjectDatabase.RetrieveObjectMetadata(blob.Id).Size;
        return new ChartTreeItem(name, () => Content(blob), length);
    }

    private static byte[] Content(Blob blob)
    {
        using var content = new MemoryStream();
        using var stream = blob.GetContentStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    // What is at a path, and the path without links.
    private (GitObject Object, string Path)? Find(string path, ref int links)
    {
        var (current, real) = ((GitObject)root, "");
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment is ".." or ".")
            {
                if (segment == ".." && real.Length == 0)
                {
                    return null;
                }

                real = segment == ".." ? real[..Math.Max(0, real.LastIndexOf('/'))] : real;
                current = real.Length == 0 ? root : root[real].Target;
                continue;
            }

            if ((current as Tree)?[segment] is not { TargetType: not TreeEntryTargetType.GitLink } entry)
            {
                return null;
            }

            if (entry.Mode is not Mode.SymbolicLink)
            {
                (current, real) = (entry.Target, Join(real, segment));
                continue;
            }

            if (LinkTarget((Blob)entry.Target) is not { } target || ++links > MaxLinks
                || Find(Join(real, target), ref links) is not var (found, foundPath))
            {
                return null;
            }

            (current, real) = (found, foundPath);
        }

        return (current, real);
    }

    private string? LinkTarget(Blob link) =>
        repository.ObjectDatabase.RetrieveObjectMetadata(link.Id).Size <= MaxLinkLength
        && link.GetContentText() is var target && !target.StartsWith('/')
        ? target
        : null;

    private static string Join(string folder, string name) =>
        folder.Length == 0 ? name : name.Length == 0 ? folder : $"{folder}/{name}";
}
