using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>A write waits for the one before it, which another replica may have or the bus may bring later.</summary>
public sealed class PredecessorTests : IAsyncLifetime
{
    private readonly FileRemote _remote = new();
    private WriterFixture _writer = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _writer = await new WriterFixture(_remote).StartAsync(Stop);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    [Fact]
    public async Task Write_BeforeItsPredecessor_WaitsForIt()
    {
        var first = WriterFixture.Release("demo", "v: 1\n");
        var second = WriterFixture.Release("demo", "v: 2\n") with { Predecessor = first.ResultId };
        var waiting = _writer.WriteAsync(second);
        await _writer.CommitAsync(WriterFixture.Release("other"));
        Assert.False(waiting.IsCompleted);

        var sha = await _writer.CommitAsync(first);

        Assert.Equal(sha, _remote.Git("rev-parse", $"{(await waiting).Sha}^"));
    }

    [Fact]
    public async Task Write_AfterAPredecessorThatFailed_IsWritten()
    {
        var first = WriterFixture.Rollback("demo", new string('1', 40));
        var second = WriterFixture.Release("demo") with { Predecessor = first.ResultId };

        var outcomes = await Task.WhenAll(_writer.WriteAsync(second), _writer.WriteAsync(first));

        Assert.Equal(["written", "rejected"], outcomes.Select(outcome => outcome.Name));
    }

    [Fact]
    public async Task Write_WhosePredecessorNeverComes_IsWrittenAllTheSame()
    {
        _writer["GITOPS_PUSH_TIMEOUT"] = "00:00:01";
        await _writer.RestartAsync(Stop);

        await _writer.CommitAsync(WriterFixture.Release("demo") with { Predecessor = "nobody-has-it" });
    }
}
