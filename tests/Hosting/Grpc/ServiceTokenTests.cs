using Gimlet.Protos.Flux;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using Microsoft.Extensions.DependencyInjection;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace Gimlet.Hosting.Tests.Grpc;

public sealed class ServiceTokenTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer wrong")]
    [InlineData(TestHost.Token)]
    public async Task Call_WithoutTheToken_IsRefused(string? authorization)
    {
        await using var host = await TestHost.StartAsync();
        using var channel = GrpcChannel.ForAddress(host.GrpcAddress);
        var headers = new Metadata();
        if (authorization is not null)
        {
            headers.Add("authorization", authorization);
        }

        var error = await Assert.ThrowsAsync<RpcException>(() => new FluxService.FluxServiceClient(channel)
            .ListObservedAsync(new ListObservedRequest(), headers, cancellationToken: Ended).ResponseAsync);

        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
    }

    [Fact]
    public async Task Call_ThroughAServiceClient_CarriesTheToken()
    {
        await using var host = await TestHost.StartAsync(
            add: host => host.AddServiceClient<FluxService.FluxServiceClient>(ServiceName.FluxWatcher));

        Assert.Equal($"Bearer {TestHost.Token}", await CallAsync(host));
    }

    [Fact]
    public async Task Call_ThroughAClientThatTwoServicesAdded_CarriesTheTokenOnce()
    {
        await using var host = await TestHost.StartAsync(GimletHost.StandaloneName, host =>
        {
            host.AddServiceClient<FluxService.FluxServiceClient>(ServiceName.FluxWatcher);
            host.AddServiceClient<FluxService.FluxServiceClient>(ServiceName.FluxWatcher);
        });

        Assert.Equal($"Bearer {TestHost.Token}", await CallAsync(host));
    }

    [Fact]
    public async Task Standalone_WithoutASecret_CallsItself()
    {
        await using var host = await TestHost.StartAsync(
            GimletHost.StandaloneName,
            host => host.AddServiceClient<FluxService.FluxServiceClient>(ServiceName.FluxWatcher),
            "SERVICE_TOKEN=");

        Assert.Matches("^Bearer [0-9A-F]{64}$", await CallAsync(host));
    }

    [Fact]
    public async Task HealthAndReflection_AreOpen()
    {
        await using var host = await TestHost.StartAsync();
        using var channel = GrpcChannel.ForAddress(host.GrpcAddress);

        var health = await new HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Ended);
        using var reflection = new ServerReflection.ServerReflectionClient(channel)
            .ServerReflectionInfo(cancellationToken: Ended);
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Ended);
        await reflection.RequestStream.CompleteAsync();
        Assert.True(await reflection.ResponseStream.MoveNext(Ended));

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        Assert.Contains(
            reflection.ResponseStream.Current.ListServicesResponse.Service,
            service => service.Name == "gimlet.flux.v1.FluxService");
    }

    [Fact]
    public async Task Failure_ThatNobodyExpected_TellsNothingOfTheInside()
    {
        await using var host = await TestHost.StartAsync(
            add: host => host.AddServiceClient<FluxService.FluxServiceClient>(ServiceName.FluxWatcher));
        var client = host.Services.GetRequiredService<FluxService.FluxServiceClient>();

        var unexpected = await Assert.ThrowsAsync<RpcException>(() => client.ReportEventAsync(
            new ReportEventRequest { Env = "unexpected" }, cancellationToken: Ended).ResponseAsync);
        var expected = await Assert.ThrowsAsync<RpcException>(() => client.ReportEventAsync(
            new ReportEventRequest(), cancellationToken: Ended).ResponseAsync);

        Assert.Equal(StatusCode.Internal, unexpected.StatusCode);
        Assert.DoesNotContain("secret", unexpected.Status.Detail, StringComparison.Ordinal);
        Assert.Equal((StatusCode.NotFound, "on purpose"), (expected.StatusCode, expected.Status.Detail));
    }

    private static async Task<string> CallAsync(TestHost host) =>
        (await host.Services.GetRequiredService<FluxService.FluxServiceClient>()
            .ListObservedAsync(new ListObservedRequest(), cancellationToken: Ended)).Source;
}
