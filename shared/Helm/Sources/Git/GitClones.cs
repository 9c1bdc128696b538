namespace Gimlet.Helm.Sources;

/// <summary>Keeps the clones within their share of the disk.</summary>
internal static class GitClones
{
    /// <summary>Deletes the clones that were not used for longest; never the one that is in use.</summary>
    public static void Trim(string folder, string used, long maxBytes)
    {
        var clones = new DirectoryInfo(folder)
            .EnumerateDirectories()
            .Select(clone => (clone.FullName, clone.LastWriteTimeUtc, Size: SizeOf(clone)))
            .OrderBy(clone => clone.LastWriteTimeUtc)
            .ToList();
        var total = clones.Sum(clone => clone.Size);
        foreach (var clone in clones.Where(clone => clone.FullName != used))
        {
            if (total <= maxBytes)
            {
                break;
            }

            if (GitClone.TryLock(clone.FullName) is not { } held)
            {
                continue;
            }

            using (held)
            {
                Directory.Delete(clone.FullName, recursive: true);
                total -= clone.Size;
            }
        }
    }

    private static long SizeOf(DirectoryInfo clone)
    {
        try
        {
            return clone.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (IOException)
        {
            // Somebody else is fetching or trimming.
            return 0;
        }
    }
}
