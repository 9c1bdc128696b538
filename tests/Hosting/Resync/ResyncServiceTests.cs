using Gimlet.Hosting.Bus;
using Gimlet.Hosting.Resync;
using Gimlet.Hosting.Tests.Bus;
using Gimlet.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gimlet.Hosting.Tests.Resync;

public sealed class ResyncServiceTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly CountingClock _clock = new();
    private readonly FakeBus _fake;
    private readonly BusPublisher _publisher;
    private readonly CountingService _service;

    public ResyncServiceTests()
    {
        (var bus, _fake) = FakeBus.Create();
        _publisher = new BusPublisher(bus, _clock, NullLogger<BusPublisher>.Instance);
        _service = new CountingService(new ResyncDependencies(
            _publisher, _clock, Options.Create(new ResyncOptions()), NullLoggerFactory.Instance));
    }

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync(CancellationToken.None);
        _service.Dispose();
        _publisher.Dispose();
    }

    [Fact]
    public async Task Start_RunsARoundAtOnce()
    {
        await StartAsync();

        Assert.Equal(1, _service.Rounds);
    }

    [Fact]
    public async Task BusIsUp_NextRoundComesAfterTheInterval()
    {
        await StartAsync();

        Assert.Equal(TimeSpan.FromSeconds(30), await TimeToNextRoundAsync());
    }

    [Fact]
    public async Task BusIsAway_NextRoundComesSooner()
    {
        await StartAsync();
        _fake.Away = true;

        Assert.Equal(TimeSpan.FromSeconds(2), await TimeToNextRoundAsync());
    }

    [Fact]
    public async Task Trigger_NextRoundComesWithTheNextStep()
    {
        await StartAsync();
        _service.Trigger();

        Assert.Equal(Step, await TimeToNextRoundAsync());
    }

    [Fact]
    public async Task RoundThatThrows_NextComesSoonerAndTheLoopGoesOn()
    {
        _service.Failing = true;
        await StartAsync();

        Assert.Equal(TimeSpan.FromSeconds(2), await TimeToNextRoundAsync());
        _service.Failing = false;
        Assert.Equal(TimeSpan.FromSeconds(2), await TimeToNextRoundAsync());
        Assert.Equal(TimeSpan.FromSeconds(30), await TimeToNextRoundAsync());
    }

    private async Task StartAsync()
    {
        await _service.StartAsync(Ended);
        await WaitForPauseAsync(1);
    }

    // Moves the clock a step at a time, each when the service waits for it.
    private async Task<TimeSpan> TimeToNextRoundAsync()
    {
        var rounds = _service.Rounds;
        var started = _clock.GetUtcNow();
        while (_service.Rounds == rounds)
        {
            var pauses = _clock.Timers;
            _clock.Advance(Step);
            await WaitForPauseAsync(pauses + 1);
        }

        return _clock.GetUtcNow() - started;
    }

    private Task WaitForPauseAsync(int count) => Eventually.HoldsAsync(
        () => Task.FromResult(_clock.Timers >= count), $"pause {count}", cancellationToken: Ended);

    /// <summary>Tells how often somebody has begun to wait for it.</summary>
    private sealed class CountingClock : FakeTimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }

    private sealed class CountingService(ResyncDependencies dependencies) : ResyncService(dependencies)
    {
        private int _rounds;

        public int Rounds => Volatile.Read(ref _rounds);

        public bool Failing { get; set; }

        protected override Task ResyncAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _rounds);
            return Failing ? throw new InvalidOperationException("on purpose") : Task.CompletedTask;
        }
    }
}
