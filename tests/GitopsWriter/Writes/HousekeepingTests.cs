using Gimlet.Testing.Git;
using Gimlet.Testing.Servers;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>However long it writes, the repository has few packs, and all of its commits.</summary>
public sealed class HousekeepingTests : IAsyncLifetime
{
    private readonly FileRemote _remote = new();
    private WriterFixture _writer = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _writer = await new WriterFixture(_remote).StartAsync(Stop);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    [Fact]
    public async Task Packs_OfManyPushes_AreMergedBesideTheWriting()
    {
        const int Pushes = 150;
        for (var number = 0; number < Pushes; number++)
        {
            await _writer.CommitAsync(WriterFixture.Release($"app-{number % 10}", $"v: {number}\n"));
        }

        await Eventually.HoldsAsync(() => Task.FromResult(CountPacks() < 80), "few packs", cancellationToken: Stop);
        await _writer.CommitAsync(WriterFixture.Release("last"));
        Assert.Equal($"{1 + Pushes + 1}", _remote.Git("rev-list", "--count", "main"));
        _remote.Git("fsck", "--strict");
    }

    private int CountPacks() => Directory.GetFiles(Path.Combine(_remote.Folder, "objects", "pack"), "*.pack").Length;
}
