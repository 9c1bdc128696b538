namespace Gimlet.GitopsWriter.Servers;

/// <summary>
/// One way there and back: what is written is the request, what is read the answer. Both block, and throw a
/// <see cref="Repositories.GitopsRepositoryException"/>.
/// </summary>
internal abstract class GitStream : IDisposable
{
    /// <summary>Returns how many bytes there were; 0 at the end.</summary>
    public abstract int Read(Span<byte> buffer);

    public abstract void Write(ReadOnlySpan<byte> content);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
