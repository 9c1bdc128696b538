using Gimlet.GitopsWriter.Writes;
using Gimlet.Hosting.Resync;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gimlet.GitopsWriter.Tests.Writes;

public sealed class BusTrafficTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ResyncOptions _options = new() { Interval = TimeSpan.FromSeconds(30) };
    private readonly BusTraffic _traffic;

    public BusTrafficTests() => _traffic = new BusTraffic(Options.Create(_options), _clock);

    [Fact]
    public void FirstResync_LacksEverything()
    {
        _traffic.BeginResync(connected: true);

        Assert.True(_traffic.Lacks("a", 1));
        Assert.True(_traffic.Lacks("b", 1_000_000));
    }

    [Fact]
    public void CommandsThatKeepComing_AreWaitedForUntilTheyWerePassedBy()
    {
        _traffic.Receive(10);
        _traffic.BeginResync(connected: true);
        _traffic.Receive(20);
        _traffic.BeginResync(connected: true);

        Assert.True(_traffic.Lacks("lost", 9));
        Assert.False(_traffic.Lacks("on its way to a replica", 15));
        Assert.False(_traffic.Lacks("on its way", 21));
    }

    [Fact]
    public void CommandsThatStoppedComing_AreLacked()
    {
        _traffic.Receive(10);
        _traffic.BeginResync(connected: true);
        _traffic.BeginResync(connected: true);

        Assert.True(_traffic.Lacks("lost", 11));
    }

    [Fact]
    public void Commands_WithoutABroker_AreLacked()
    {
        _traffic.Receive(10);
        _traffic.BeginResync(connected: false);

        Assert.True(_traffic.Lacks("not sent", 11));
    }

    [Fact]
    public void Answer_IsGivenAgainAfterSomePauses()
    {
        _traffic.Answer("a");
        _traffic.BeginResync(connected: true);
        Assert.False(_traffic.Lacks("a", 1));

        for (var pause = 0; pause < 6; pause++)
        {
            Assert.False(_traffic.Lacks("a", 1));
            _clock.Advance(_options.Interval);
            _traffic.BeginResync(connected: true);
        }

        Assert.True(_traffic.Lacks("a", 1));
    }

    [Fact]
    public void Answers_BeforeTheBrokerCameBack_AreGivenAgain()
    {
        _traffic.BeginResync(connected: false);
        _traffic.Answer("a");
        Assert.False(_traffic.Lacks("a", 1));

        _traffic.BeginResync(connected: true);

        Assert.True(_traffic.Lacks("a", 1));
    }
}
