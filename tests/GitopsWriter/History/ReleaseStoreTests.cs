using Gimlet.GitopsWriter.History;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.History;

public sealed class ReleaseStoreTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("owner/demo", 1)]
    [InlineData("owner/other", 0)]
    [InlineData("demo", 0)]
    [InlineData("", 1)]
    public async Task List_OfASourceRepository_HasWhatWasBuiltFromIt(string sourceRepository, int count)
    {
        await using var writer = await new WriterFixture(new FileRemote()).StartAsync(Stop);
        await writer.CommitAsync(WriterFixture.Release("demo"));

        var filter = new ReleaseFilter { Env = "staging", SourceRepository = sourceRepository, Limit = 10 };
        var releases = await writer.Get<ReleaseStore>().ListAsync(filter, Stop);

        Assert.Equal(count, releases.Items.Count);
    }
}
