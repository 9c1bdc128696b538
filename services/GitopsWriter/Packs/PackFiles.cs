namespace Gimlet.GitopsWriter.Packs;

/// <summary>The packs of a repository on disk.</summary>
internal sealed class PackFiles(string repositoryPath)
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _folder = Path.Combine(repositoryPath, "objects", "pack");

    /// <summary>
    /// Adds a pack, on the disk itself when this returns: a branch must never point to what a power cut can take away.
    /// </summary>
    public void Add(Pack pack)
    {
        Directory.CreateDirectory(_folder);

        // The index comes last, because a pack exists for git as soon as its index does.
        Write(PathOf(pack, "pack"), pack.Content.Span);
        Write(PathOf(pack, "idx"), pack.Index);
    }

    /// <summary>Removes a pack that no branch came to need.</summary>
    public void Remove(Pack pack)
    {
        File.Delete(PathOf(pack, "idx"));
        File.Delete(PathOf(pack, "pack"));
    }

    private string PathOf(Pack pack, string extension) => Path.Combine(_folder, $"pack-{pack.Name}.{extension}");

    private void Write(string path, ReadOnlySpan<byte> content)
    {
        // The name is one that git takes for garbage of an interrupted write, and removes in its time.
        var unfinished = Path.Combine(_folder, $"tmp_pack_{Guid.NewGuid():N}");
        using (var file = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = ReadOnly, BufferSize = 0,
        }))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
