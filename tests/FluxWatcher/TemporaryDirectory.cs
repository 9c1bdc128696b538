namespace Gimlet.FluxWatcher.Tests;

internal sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("flux-watcher");

    public string Path => _directory.FullName;

    public void Dispose() => _directory.Delete(recursive: true);
}
