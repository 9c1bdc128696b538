using Gimlet.Contracts.Artifacts;
using Gimlet.Contracts.Releases;
using Gimlet.Manifests;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gimlet.Contracts.Tests;

/// <summary>What is published arrives field by field, through the serialiser that the bus uses.</summary>
public sealed class BusRoundTripTests
{
    [Fact]
    public async Task ArtifactShipped_OverTheBus_LosesNothing()
    {
        var message = new ArtifactShipped { Artifact = Samples.Artifact };

        Assert.Equal(Facts.Of(message), Facts.Of(await SendAsync(message)));
    }

    [Fact]
    public async Task WriteRelease_OverTheBus_LosesNothing()
    {
        Assert.Equal(Facts.Of(Samples.WriteRelease), Facts.Of(await SendAsync(Samples.WriteRelease)));
    }

    [Fact]
    public async Task WriteRelease_WithLittleInIt_StaysSo()
    {
        var message = Samples.WriteRelease with { Manifest = Samples.Sparse, Version = new() };

        Assert.Equal(Facts.Of(message), Facts.Of(await SendAsync(message)));
    }

    [Fact]
    public async Task ArtifactShipped_WithTheDeepestManifest_Arrives()
    {
        var deepest = new string('[', 46) + new string(']', 46);
        var manifest = ManifestReader.ReadJson($$$"""{"app":"a","env":"b","values":{"v":{{{deepest}}} } }""");
        var message = new ArtifactShipped { Artifact = Samples.Artifact with { Environments = [manifest] } };

        Assert.Equal(Facts.Of(message), Facts.Of(await SendAsync(message)));
    }

    private static async Task<T> SendAsync<T>(T message)
        where T : class
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var services = new ServiceCollection()
            .AddMassTransitTestHarness(bus => bus.AddHandler(async (ConsumeContext<T> _) => await Task.CompletedTask))
            .BuildServiceProvider(true);
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();

        await harness.Bus.Publish(message, cancellation);

        var consumed = await harness.Consumed.SelectAsync<T>(cancellation).FirstOrDefault();
        Assert.NotNull(consumed);
        Assert.Null(consumed.Exception);
        return consumed.Context.Message;
    }
}
