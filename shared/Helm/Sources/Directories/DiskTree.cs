namespace Gimlet.Helm.Sources;

/// <summary>A directory of the disk. Links are followed as long as they stay within it.</summary>
internal sealed class DiskTree : IChartTree
{
    private const int MaxLinks = 40;

    private readonly string _root;

    public DiskTree(string path)
    {
        var full = Path.GetFullPath(path);
        _root = Directory.Exists(full) ? RealPath(full) : throw new ChartException($"there is no directory {full}");
    }

    public IEnumerable<ChartTreeItem> List(string folder) =>
        new DirectoryInfo(RealPath(Path.Combine(_root, folder)))
            .EnumerateFileSystemInfos()
            .OrderBy(item => item.Name, StringComparer.Ordinal)
            .Select(Describe);

    private ChartTreeItem Describe(FileSystemInfo item)
    {
        var target = item.LinkTarget is null ? item.FullName : RealPath(item.FullName);
        if (!target.StartsWith(_root + "/", StringComparison.Ordinal) || !Path.Exists(target))
        {
            return ChartTreeItem.BadLink(item.Name);
        }

        if (Directory.Exists(target))
        {
            return new ChartTreeItem(item.Name, null);
        }

        // Pipes and devices have no length, so they are never opened: reading them may never end.
        var length = new FileInfo(target).Length;
        return new ChartTreeItem(item.Name, () => length == 0 ? [] : File.ReadAllBytes(target), length);
    }

    private static string RealPath(string path)
    {
        var links = 0;
        return RealPath(path, ref links);
    }

    // The platform resolves a link that a path ends with, not those that it leads through.
    private static string RealPath(string path, ref int links)
    {
        var real = "";
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment is ".." or ".")
            {
                real = segment == ".." && real.Length > 0 ? real[..real.LastIndexOf('/')] : real;
                continue;
            }

            var next = $"{real}/{segment}";
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            real = ++links > MaxLinks
                ? throw new ChartException($"{path} leads through more than {MaxLinks} symbolic links")
                : RealPath(target.StartsWith('/') ? target : $"{real}/{target}", ref links);
        }

        return real;
    }
}
