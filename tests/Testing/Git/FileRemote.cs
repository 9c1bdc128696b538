namespace Gimlet.Testing.Git;

/// <summary>A remote that is a path.</summary>
public sealed class FileRemote : RemoteRepository
{
    /// <inheritdoc/>
    public override string Url => Folder;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();
}
