using System.Globalization;
using System.Security.Cryptography;
using Gimlet.Testing.Git;
using Gimlet.Testing.Servers;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>Clones that are written to for long.</summary>
public abstract partial class NetworkRemoteSuite
{
    [Fact]
    public async Task CloneOfManyPushes_HasFewPacks()
    {
        const int Pushes = 80;
        for (var number = 0; number < Pushes; number++)
        {
            await Writer.CommitAsync(WriterFixture.Release($"app-{number % 10}", $"v: {number}\n"));
        }

        var packs = Path.Combine(CloneFolder, "objects", "pack");
        await Eventually.HoldsAsync(
            () => Task.FromResult(Directory.GetFiles(packs, "*.pack").Length < Pushes / 2),
            "few packs",
            cancellationToken: Stop);
        await Writer.CommitAsync(WriterFixture.Release("last"));
        GitCommand.Run(CloneFolder, "fsck", "--strict");
        Assert.Equal($"{1 + Pushes + 1}", Remote.Git("rev-list", "--count", "main"));
    }

    [Fact]
    public async Task CloneThatHasOutgrownItsBeginning_BeginsAgainWithTheTip()
    {
        const int Pushes = 40;
        Writer["GITOPS_CLONE_BYTES"] = "0";
        var first = await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
        await LoseCloneAsync();

        for (var number = 0; number < Pushes; number++)
        {
            // Nothing that could be packed small.
            var content = Convert.ToBase64String(RandomNumberGenerator.GetBytes(3_000));
            await Writer.CommitAsync(WriterFixture.Release("growing", $"v: {content}\n"));
        }

        await Eventually.HoldsAsync(
            () => Task.FromResult(CountCommitsInClone() < Pushes), "a clone with few commits", cancellationToken: Stop);
        await Writer.CommitAsync(WriterFixture.Rollback("demo", first));
        Assert.Equal("v: 1", Remote.Git("show", "main:staging/demo/manifests.yaml"));
        Assert.Equal($"{1 + 2 + Pushes + 1}", Remote.Git("rev-list", "--count", "main"));
        GitCommand.Run(CloneFolder, "fsck", "--strict");
        Remote.Git("fsck", "--strict");
    }

    // While a new one is fetched there are two.
    private int CountCommitsInClone() =>
        Directory.GetDirectories(Path.Combine(Writer.Folder, "repositories")) is [var only]
            ? int.Parse(GitCommand.Run(only, "rev-list", "--count", "main"), CultureInfo.InvariantCulture)
            : int.MaxValue;
}
