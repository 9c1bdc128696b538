using System.Text;

namespace Gimlet.Helm.Sources;

/// <summary>Something of files and folders that holds a chart: a directory of the disk, or a tree of git.</summary>
internal interface IChartTree
{
    /// <summary>What is in a folder of the chart, empty for its root, in the order of the names.</summary>
    IEnumerable<ChartTreeItem> List(string folder);
}

/// <summary>A file or folder, links resolved.</summary>
/// <param name="Name">Its name in its folder.</param>
/// <param name="Open">Reads the content of a file; null for a folder.</param>
/// <param name="Length">The bytes of a file.</param>
/// <param name="Problem">What is wrong with it, unless it is ignored.</param>
internal sealed record ChartTreeItem(string Name, Func<byte[]>? Open, long Length = 0, string? Problem = null)
{
    public static ChartTreeItem BadLink(string name) =>
        new(name, () => [], Problem: "is a link to nothing or to something outside the chart");

    public bool IsDirectory => Open is null;
}

/// <summary>Reads the chart of a tree by helm's rules.</summary>
internal sealed class ChartTreeReader(IChartTree tree, ArchiveLimits limits)
{
    // Links can make a folder contain itself.
    private const int MaxDepth = 64;

    private readonly List<ChartFile> _files = [];
    private IgnoreRules _rules = IgnoreRules.Parse("");
    private long _total;

    public ChartFiles Read()
    {
        var top = tree.List("").ToList();
        if (!top.Exists(item => item is { Name: "Chart.yaml", IsDirectory: false }))
        {
            throw new ChartException("there is no Chart.yaml");
        }

        if (top.Find(item => item is { Name: IgnoreRules.FileName, IsDirectory: false }) is { } ignore)
        {
            _rules = IgnoreRules.Parse(Encoding.UTF8.GetString(Content(IgnoreRules.FileName, ignore).Span));
        }

        Add("", top, 0);
        return new ChartFiles(_files);
    }

    private void Add(string folder, IEnumerable<ChartTreeItem> items, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ChartException($"folders of the chart are nested deeper than {MaxDepth}: {folder[..64]}…");
        }

        foreach (var item in items)
        {
            var path = folder.Length == 0 ? item.Name : $"{folder}/{item.Name}";
            if (_rules.Ignores(path, item.IsDirectory))
            {
                continue;
            }

            if (item.IsDirectory)
            {
                Add(path, tree.List(path), depth + 1);
                continue;
            }

            _files.Add(new ChartFile(path, Content(path, item)));
            if (_files.Count > limits.MaxFiles)
            {
                throw new ChartException($"the chart has more than {limits.MaxFiles} files");
            }
        }
    }

    private ReadOnlyMemory<byte> Content(string path, ChartTreeItem item)
    {
        if (item.Problem is not null)
        {
            throw new ChartException($"{path} {item.Problem}");
        }

        if (item.Length > limits.MaxFileBytes)
        {
            throw new ChartException($"{path} is larger than {limits.MaxFileBytes} bytes");
        }

        _total += item.Length;
        return _total > limits.MaxTotalBytes
            ? throw new ChartException($"the chart is larger than {limits.MaxTotalBytes} bytes")
            : ChartText.TrimByteOrderMark(item.Open!());
    }
}
