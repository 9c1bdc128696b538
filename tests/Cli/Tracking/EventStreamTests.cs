using System.IO.Pipelines;
using System.Text;
using Gimlet.Cli.Tracking;
using Gimlet.Testing.Servers;
using Microsoft.Extensions.Time.Testing;

namespace Gimlet.Cli.Tests.Tracking;

public sealed class EventStreamTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("event: status\nid: 7\ndata: {}\n\n", "status/7/{}")]
    [InlineData("event:status\r\nid:7\r\ndata:{}\r\n\r\n", "status/7/{}")]
    [InlineData(": a comment\n\ndata: a\ndata: b\n\n", "message//a\nb")]
    [InlineData("event: status\n\ndata: x\n\n", "message//x")]
    [InlineData("id\ndata\n\n", "message//")]
    [InlineData("data: one\n\ndata: two\n\n", "message//one|message//two")]
    [InlineData("data: cut off", "")]
    [InlineData("", "")]
    public async Task Next_Stream_GivesItsEvents(string text, string expected)
    {
        using var events = new EventStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), TimeProvider.System);

        var seen = new List<string>();
        while (await events.NextAsync(Ended) is { } next)
        {
            seen.Add($"{next.Name}/{next.Id}/{next.Data}");
        }

        Assert.Equal(expected, string.Join('|', seen));
    }

    [Fact]
    public async Task Next_StreamThatFellSilent_GivesUp()
    {
        var clock = new FakeTimeProvider();
        var pipe = new Pipe();
        using var events = new EventStream(pipe.Reader.AsStream(), clock);
        await pipe.Writer.WriteAsync(": still here\n"u8.ToArray(), Ended);

        var next = events.NextAsync(Ended);
        await Eventually.HoldsAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(46));
                return Task.FromResult(next.IsCompleted);
            },
            "the stream is given up",
            cancellationToken: Ended);

        await Assert.ThrowsAsync<TimeoutException>(() => next);
    }
}
