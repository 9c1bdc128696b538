using Gimlet.Testing.Servers;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>However long it writes, the repository has few packs, and all of its commits.</summary>
public sealed class HousekeepingTests : FileWriterSuite
{
    [Fact]
    public async Task Packs_OfManyPushes_AreMergedBesideTheWriting()
    {
        const int Pushes = 150;
        for (var number = 0; number < Pushes; number++)
        {
            await Writer.CommitAsync(WriterFixture.Release($"app-{number % 10}", $"v: {number}\n"));
        }

        await Eventually.HoldsAsync(() => Task.FromResult(CountPacks() < 80), "few packs", cancellationToken: Stop);
        await Writer.CommitAsync(WriterFixture.Release("last"));
        Assert.Equal($"{1 + Pushes + 1}", Remote.Git("rev-list", "--count", "main"));
        Remote.Git("fsck", "--strict");
    }

    private int CountPacks() => Directory.GetFiles(Path.Combine(Remote.Folder, "objects", "pack"), "*.pack").Length;
}
