using System.Security.Cryptography;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Testing.Servers;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>Servers that take small pushes alone.</summary>
public abstract partial class NetworkRemoteSuite
{
    private const int Small = 4_000;
    private const int Limit = 4 * Small;

    /// <summary>The server hangs up in the middle of a push that has more bytes.</summary>
    protected abstract void HangUpAfter(int bytes);

    [Fact]
    public async Task PushThatIsTooLarge_GoesInPartsAndWithoutWhatIsTooLargeAlone()
    {
        Remote.Git("config", "receive.maxInputSize", $"{Limit}");

        var (small, large) = await WriteAsync();

        Assert.All(small, outcome => Assert.True(outcome.Name == "written", outcome.Reason));
        Assert.Contains("pack exceeds maximum allowed size", large.Reason, StringComparison.Ordinal);
        CheckParts();
    }

    [Fact]
    public async Task PushThatIsCutOff_GoesInPartsAndWithoutWhatIsTooLargeAlone()
    {
        Writer["GITOPS_PUSH_TIMEOUT"] = "00:00:12";
        await Writer.RestartAsync(Stop);
        HangUpAfter(Limit);

        var (small, large) = await WriteAsync();

        Assert.All(small, outcome => Assert.True(outcome.Name == "written", outcome.Reason));
        Assert.Contains("cannot be reached", large.Reason, StringComparison.Ordinal);
        Assert.Contains("tried for 12 s (GITOPS_PUSH_TIMEOUT)", large.Reason, StringComparison.Ordinal);
        CheckParts();
    }

    [Fact]
    public async Task WriteThatIsCutOffAlone_DoesNotHoldUpThoseBehindIt()
    {
        const int Others = 6;
        HangUpAfter(Limit);
        var large = Writer.Writers.Add(Random("large", 2 * Limit), default);

        for (var number = 0; number < Others; number++)
        {
            await Writer.CommitAsync(WriterFixture.Release($"app-{number}"));
        }

        Assert.False(large.IsCompleted);
        Assert.Equal($"{1 + Others}", Remote.Git("rev-list", "--count", "main"));
    }

    /// <summary>
    /// Seven writes that are in one push as far as the writer knows: the one before them takes its time.
    /// </summary>
    protected private async Task<(IReadOnlyList<Outcome> Small, Outcome Large)> WriteAsync()
    {
        Remote.Git("config", "core.logAllRefUpdates", "true");
        SetHook("pre-receive", "while [ ! -e go-on ]; do sleep 0.05; done");
        var first = Writer.WriteAsync(Random("first", 100));
        var small = Enumerable.Range(0, 6).Select(number => Writer.WriteAsync(Random($"app-{number}", Small))).ToList();
        var large = Writer.WriteAsync(Random("large", 2 * Limit));
        await Eventually.HoldsAsync(
            () => Task.FromResult(Writer.Writers.Waiting == small.Count + 2),
            "all writes to wait",
            cancellationToken: Stop);
        File.WriteAllText(Path.Combine(Remote.Folder, "go-on"), "");
        return (await Task.WhenAll([first, .. small]), await large);
    }

    protected void CheckParts()
    {
        var pushes = Remote.Git("reflog", "show", "--format=%gs", "main").Split('\n').Length;
        Assert.InRange(pushes, 4, 7);
        Assert.Equal("8", Remote.Git("rev-list", "--count", "main"));
        Remote.Git("fsck", "--strict");
    }

    // Text that does not get smaller when it is compressed, or not much.
    private static ReleaseWrite Random(string app, int length) =>
        WriterFixture.Release(app, $"v: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(length))}\n");
}
