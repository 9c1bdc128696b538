using System.Collections;

namespace Gimlet.Helm;

/// <summary>
/// The files of one chart directory, those of its <c>charts/</c> folder included, without what <c>.helmignore</c>
/// excludes. It never changes.
/// </summary>
public sealed class ChartFiles : IReadOnlyList<ChartFile>
{
    private readonly ChartFile[] _files;

    /// <summary>Creates the set.</summary>
    /// <param name="files">The files, in the order in which the directory or archive lists them.</param>
    public ChartFiles(params IEnumerable<ChartFile> files) => _files = [.. files];

    /// <inheritdoc />
    public int Count => _files.Length;

    /// <inheritdoc />
    public ChartFile this[int index] => _files[index];

    /// <summary>Finds a file by its path; null when there is none.</summary>
    public ChartFile? Find(string path) => Array.Find(_files, file => file.Path == path);

    /// <inheritdoc />
    public IEnumerator<ChartFile> GetEnumerator() => _files.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
