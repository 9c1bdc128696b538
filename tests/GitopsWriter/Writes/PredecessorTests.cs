namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>A write waits for the one before it, which another replica may have or the bus may bring later.</summary>
public sealed class PredecessorTests : FileWriterSuite
{
    [Fact]
    public async Task Write_BeforeItsPredecessor_WaitsForIt()
    {
        var first = WriterFixture.Release("demo", "v: 1\n");
        var second = WriterFixture.Release("demo", "v: 2\n") with { Predecessor = first.ResultId };
        var waiting = Writer.WriteAsync(second);
        await Writer.CommitAsync(WriterFixture.Release("other"));
        Assert.False(waiting.IsCompleted);

        var sha = await Writer.CommitAsync(first);

        Assert.Equal(sha, Remote.Git("rev-parse", $"{(await waiting).Sha}^"));
    }

    [Fact]
    public async Task Write_AfterAPredecessorThatFailed_IsWritten()
    {
        var first = WriterFixture.Rollback("demo", new string('1', 40));
        var second = WriterFixture.Release("demo") with { Predecessor = first.ResultId };

        var outcomes = await Task.WhenAll(Writer.WriteAsync(second), Writer.WriteAsync(first));

        Assert.Equal(["written", "rejected"], outcomes.Select(outcome => outcome.Name));
    }

    [Fact]
    public async Task Write_WhosePredecessorNeverComes_IsWrittenAllTheSame()
    {
        Writer["GITOPS_PUSH_TIMEOUT"] = "00:00:01";
        await Writer.RestartAsync(Stop);

        await Writer.CommitAsync(WriterFixture.Release("demo") with { Predecessor = "nobody-has-it" });
    }
}
