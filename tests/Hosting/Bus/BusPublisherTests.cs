using System.Diagnostics;
using Gimlet.Hosting.Bus;
using Gimlet.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gimlet.Hosting.Tests.Bus;

public sealed class BusPublisherTests : IAsyncLifetime
{
    private readonly FakeBus _fake;
    private readonly BusPublisher _publisher;

    public BusPublisherTests()
    {
        (var bus, _fake) = FakeBus.Create();
        _publisher = new BusPublisher(bus, TimeProvider.System, NullLogger<BusPublisher>.Instance);
    }

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _publisher.StartAsync(Ended);

    public async ValueTask DisposeAsync()
    {
        await _publisher.StopAsync(CancellationToken.None);
        _publisher.Dispose();
    }

    [Fact]
    public async Task Publish_Many_KeepsTheirOrder()
    {
        for (var i = 0; i < 500; i++)
        {
            _publisher.Publish(new Note(i));
        }

        await ArriveAsync(500);

        Assert.Equal(Enumerable.Range(0, 500), Numbers());
    }

    [Fact]
    public async Task Publish_WhileTheBrokerIsAway_ReturnsAtOnceAndArrivesWhenItIsBack()
    {
        _fake.Away = true;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++)
        {
            _publisher.Publish(new Note(i));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"publishing took {watch.Elapsed}");
        Assert.False(_publisher.Connected);
        Assert.Empty(_fake.Published);
        _fake.Away = false;
        await ArriveAsync(100);

        Assert.True(_publisher.Connected);
        Assert.Equal(Enumerable.Range(0, 100), Numbers());
    }

    [Fact]
    public async Task Publish_MoreThanCanWait_KeepsTheNewest()
    {
        _fake.Away = true;
        for (var i = 0; i < BusPublisher.Capacity + 100; i++)
        {
            _publisher.Publish(new Note(i));
        }

        _fake.Away = false;
        await ArriveAsync(BusPublisher.Capacity);

        // The one that the loop had already taken out is not among those that wait.
        Assert.Equal(BusPublisher.Capacity + 99, Numbers()[^1]);
        Assert.Equal(BusPublisher.Capacity - 1, Numbers()[^1] - Numbers()[^BusPublisher.Capacity]);
    }

    [Fact]
    public async Task Publish_ThatFailsOnce_IsTriedAgain()
    {
        _fake.Failures = 1;

        _publisher.Publish(new Note(1));
        _publisher.Publish(new Note(2));
        await ArriveAsync(2);

        Assert.Equal([1, 2], Numbers());
    }

    [Fact]
    public async Task Publish_ThatAlwaysFails_IsGivenUpAndLetsOthersOn()
    {
        _fake.Failures = 3;

        _publisher.Publish(new Note(1));
        _publisher.Publish(new Note(2));
        await ArriveAsync(1);

        Assert.Equal([2], Numbers());
    }

    private List<int> Numbers() => [.. _fake.Published.Cast<Note>().Select(note => note.Number)];

    private Task ArriveAsync(int count) => Eventually.HoldsAsync(
        () => Task.FromResult(_fake.Published.Count >= count), $"{count} messages", cancellationToken: Ended);

    private sealed record Note(int Number);
}
