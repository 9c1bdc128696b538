using System.Reflection;
using MassTransit;

namespace Gimlet.Hosting.Tests.Bus;

/// <summary>A bus that can go away; it knows the two calls that the publisher makes and refuses all others.</summary>
internal class FakeBus : DispatchProxy
{
    private readonly Lock _lock = new();
    private readonly List<object> _published = [];

    public bool Away { get; set; }

    /// <summary>How many of the next publications fail.</summary>
    public int Failures { get; set; }

    public IReadOnlyList<object> Published
    {
        get
        {
            lock (_lock)
            {
                return [.. _published];
            }
        }
    }

    public static (IBusControl Bus, FakeBus Fake) Create()
    {
        var bus = Create<IBusControl, FakeBus>();
        return (bus, (FakeBus)(object)bus);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        nameof(IBusControl.CheckHealth) => Away
            ? BusHealthResult.Unhealthy("away", new IOException("away"), new Dictionary<string, EndpointHealthResult>())
            : BusHealthResult.Healthy("there", new Dictionary<string, EndpointHealthResult>()),
        nameof(IBusControl.Publish) => Publish(args![0]!),
        _ => throw new NotSupportedException(targetMethod?.Name),
    };

    private Task Publish(object message)
    {
        lock (_lock)
        {
            if (Failures > 0)
            {
                Failures--;
                return Task.FromException(new InvalidOperationException("the broker said no"));
            }

            _published.Add(message);
            return Task.CompletedTask;
        }
    }
}
