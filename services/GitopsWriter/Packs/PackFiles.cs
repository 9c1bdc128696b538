namespace Gimlet.GitopsWriter.Packs;

/// <summary>The packs of a repository on disk.</summary>
internal sealed class PackFiles(string repositoryPath)
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // A larger pack is left alone: its share of the work to find an object does not justify copying it.
    private const long MaxMerged = 1L << 30;

    private static readonly string[] Companions = [".idx", ".rev", ".pack"];

    private readonly string _folder = Path.Combine(repositoryPath, "objects", "pack");

    /// <summary>
    /// Adds a pack, on the disk itself when this returns: a branch must never point to what a power cut can take away.
    /// </summary>
    public void Add(Pack pack)
    {
        // Only the last folder: a repository that is away must not come back as an empty one.
        if (!Directory.Exists(Path.GetDirectoryName(_folder)))
        {
            throw new DirectoryNotFoundException($"There is no git repository at {repositoryPath}");
        }

        Directory.CreateDirectory(_folder);

        // The index comes last, because a pack exists for git as soon as its index does.
        Write(pack.Content.Span, PathOf(pack.Name, ".pack"));
        Write(pack.Index, PathOf(pack.Name, ".idx"));
    }

    /// <summary>Removes a pack that no branch came to need, or whose objects are in another one by now.</summary>
    public void Remove(string name)
    {
        foreach (var extension in Companions)
        {
            File.Delete(PathOf(name, extension));
        }
    }

    /// <summary>
    /// The smaller packs, oldest first, that together weigh about as much as the next larger one: merging those copies
    /// every object a few times only, however many packs come. None where somebody else looks after the packs.
    /// </summary>
    public IReadOnlyList<string> FindMergeable(int least)
    {
        var folder = new DirectoryInfo(_folder);
        if (!folder.Exists || folder.EnumerateFiles("multi-pack-index*").Any()
            || File.Exists(Path.Combine(repositoryPath, "gc.pid")))
        {
            return [];
        }

        var chosen = new List<FileInfo>();
        var size = 0L;
        foreach (var pack in folder.EnumerateFiles("pack-*.pack").Where(IsPlain).OrderBy(pack => pack.Length))
        {
            if (size + pack.Length > MaxMerged || (size > 0 && chosen.Count >= least / 2 && pack.Length > 2 * size))
            {
                break;
            }

            chosen.Add(pack);
            size += pack.Length;
        }

        return chosen.Count < least
            ? []
            : [.. chosen.OrderBy(pack => pack.LastWriteTimeUtc)
                .Select(pack => Path.GetFileNameWithoutExtension(pack.Name)["pack-".Length..])];
    }

    /// <summary>Size of all packs.</summary>
    public long Bytes() => Directory.Exists(_folder)
        ? new DirectoryInfo(_folder).EnumerateFiles("pack-*.pack").Sum(pack => pack.Length)
        : 0;

    public FileStream Open(string name) => File.OpenRead(PathOf(name, ".pack"));

    /// <summary>The objects of a pack in its order; null where its index has a form that is not read here.</summary>
    public PackedObject[]? ReadIndex(string name) => PackIndex.Read(File.ReadAllBytes(PathOf(name, ".idx")));

    /// <summary>
    /// A file that becomes a pack with <see cref="Finish"/>; git removes it in time if that never happens.
    /// </summary>
    public FileStream CreateUnfinished() => new(
        Path.Combine(_folder, $"tmp_pack_{Guid.NewGuid():N}"),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = ReadOnly, BufferSize = 1 << 16,
        });

    /// <summary>Makes a pack of a file that was written.</summary>
    public void Finish(FileStream unfinished, string name, byte[] index)
    {
        unfinished.Flush(flushToDisk: true);
        File.Move(unfinished.Name, PathOf(name, ".pack"), overwrite: true);
        Write(index, PathOf(name, ".idx"));
    }

    // What else lies beside a pack says that it is to be kept, or that more than objects depends on it.
    private static bool IsPlain(FileInfo pack) =>
        pack.Directory!.EnumerateFiles(Path.GetFileNameWithoutExtension(pack.Name) + ".*").All(
            file => Companions.Contains(file.Extension))
        && File.Exists(Path.ChangeExtension(pack.FullName, ".idx"));

    private string PathOf(string name, string extension) => Path.Combine(_folder, $"pack-{name}{extension}");

    private void Write(ReadOnlySpan<byte> content, string path)
    {
        using var file = CreateUnfinished();
        file.Write(content);
        file.Flush(flushToDisk: true);
        File.Move(file.Name, path, overwrite: true);
    }
}
