namespace Gimlet.Testing.Installations;

/// <summary>The file by which git locks a branch.</summary>
internal sealed class BranchLock : IDisposable
{
    private readonly string _path;

    public BranchLock(string path)
    {
        _path = path;
        using var created = new FileStream(path, FileMode.CreateNew);
    }

    public void Dispose() => File.Delete(_path);
}
