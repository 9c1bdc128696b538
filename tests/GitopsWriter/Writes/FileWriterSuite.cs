using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>Tests of a writer to a repository on this machine, each with one of its own.</summary>
public abstract class FileWriterSuite : IAsyncLifetime
{
    protected FileRemote Remote { get; } = new();

    protected private WriterFixture Writer { get; private set; } = null!;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Writer = await new WriterFixture(Remote).StartAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Writer.DisposeAsync();
    }
}
