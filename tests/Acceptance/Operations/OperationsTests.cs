using System.Net;
using Gimlet.Acceptance.Tests.Installations;
using Gimlet.Protos.Artifacts;
using Gimlet.Protos.Flux;
using Gimlet.Protos.Gitops;
using Gimlet.Protos.Releases;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;

namespace Gimlet.Acceptance.Tests.Operations;

[Collection(typeof(Standalone))]
public sealed class OperationsStandaloneTests(StandaloneInstallation fixture) : OperationsTests(fixture);

[Collection(typeof(Distributed))]
public sealed class OperationsDistributedTests(DistributedInstallation fixture) : OperationsTests(fixture);

/// <summary>What operators look at, in every process.</summary>
public abstract class OperationsTests(InstallationFixture fixture) : AcceptanceSuite(fixture)
{
    private IEnumerable<string> Processes => Fixture.Gimlet.ProcessNames;

    [Fact]
    public async Task Health_OfEveryProcess_IsGood()
    {
        foreach (var process in Processes)
        {
            Assert.Equal("Healthy", await ReadAsync(process, "/healthz/live"));
            Assert.Contains(
                "\"status\":\"Healthy\"", await ReadAsync(process, "/healthz/ready"), StringComparison.Ordinal);
            using var channel = GrpcChannel.ForAddress(Fixture.Gimlet.GrpcAddressOf(process));
            var health = await new Health.HealthClient(channel).CheckAsync(
                new HealthCheckRequest(), cancellationToken: Cancellation);
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        }
    }

    [Fact]
    public async Task Metrics_AfterARelease_CountItsSteps()
    {
        var (_, hash) = await DeployAsync();
        await ReportAppliedAsync(hash);
        Fixture.Cluster.EndWatches();

        await Eventually.HoldsAsync(
            async () => Missing(await MetricsAsync()).Count == 0,
            $"all metrics, missing: {string.Join(", ", Missing(await MetricsAsync()))}",
            cancellationToken: Cancellation);

        static List<string> Missing(string metrics) => [.. new[]
        {
            "gimlet_requests_total{", "kind=\"release\"", "gimlet_results_total{", "outcome=\"success\"",
            "gimlet_gitops_results_total{", "gimlet_gitops_queue_length",
            "gimlet_gitops_commit_duration_seconds_bucket{", "gimlet_gitops_push_duration_seconds_bucket{",
            "gimlet_flux_watch_restarts_total{", "gimlet_flux_observations_total{",
        }.Where(name => !metrics.Contains(name, StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Reflection_OverAllProcesses_ListsEveryService()
    {
        var services = new HashSet<string>();
        foreach (var process in Processes)
        {
            using var channel = GrpcChannel.ForAddress(Fixture.Gimlet.GrpcAddressOf(process));
            using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(
                cancellationToken: Cancellation);
            await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Cancellation);
            await call.RequestStream.CompleteAsync();
            Assert.True(await call.ResponseStream.MoveNext(Cancellation));
            var listed = call.ResponseStream.Current.ListServicesResponse.Service;
            services.UnionWith(listed.Select(service => service.Name));
        }

        Assert.Superset(
            new HashSet<string>
            {
                "gimlet.artifact.v1.ArtifactService", "gimlet.release.v1.ReleaseService",
                "gimlet.gitops.v1.GitopsService", "gimlet.flux.v1.FluxService", "grpc.health.v1.Health",
            },
            services);
    }

    [Theory]
    [InlineData("Artifact", null)]
    [InlineData("Policy", null)]
    [InlineData("GitopsWriter", null)]
    [InlineData("FluxWatcher", null)]
    [InlineData("Artifact", "a-wrong-service-token-0123456789")]
    [InlineData("Policy", Installation.AdminToken)]
    public async Task Grpc_WithoutTheServiceToken_IsRefused(string service, string? token)
    {
        var process = Fixture.Gimlet.Form == GimletForm.Standalone ? "Standalone" : service;
        using var channel = GrpcChannel.ForAddress(Fixture.Gimlet.GrpcAddressOf(process));
        var headers = new Metadata();
        if (token is not null)
        {
            headers.Add("authorization", $"Bearer {token}");
        }

        var options = new CallOptions(headers, cancellationToken: Cancellation);
        var e = await Assert.ThrowsAsync<RpcException>(() => CallAsync(service, channel, options));

        Assert.Equal(StatusCode.Unauthenticated, e.StatusCode);
    }

    [Fact]
    public async Task OpenApi_NamesEveryRoute()
    {
        var document = await Client.GetAsync("/openapi/v1.json", Cancellation);

        Assert.Equal(
            [
                "/api/artifact", "/api/artifacts", "/api/delete", "/api/eventArtifactTrack", "/api/eventReleaseTrack",
                "/api/flux-events", "/api/gitopsCommits", "/api/gitopsRepo", "/api/releases", "/api/rollback",
                "/api/status", "/api/user", "/api/user/{login}", "/api/users",
            ],
            Names(document["paths"]!.AsObject())
                .Where(path => path.StartsWith("/api/", StringComparison.Ordinal))
                .Order());
    }

    [Fact]
    public async Task Route_ThatDoesNotExist_Is404WithADetail() =>
        (await Client.AskAsync("/api/nothing")).RefusedWith(HttpStatusCode.NotFound);

    private static async Task CallAsync(string service, GrpcChannel channel, CallOptions options)
    {
        switch (service)
        {
            case "Artifact":
                await new ArtifactService.ArtifactServiceClient(channel).ListArtifactsAsync(new(), options);
                break;
            case "Policy":
                await new ReleaseService.ReleaseServiceClient(channel).ListPendingAsync(new(), options);
                break;
            case "GitopsWriter":
                await new GitopsService.GitopsServiceClient(channel).ListRepositoriesAsync(new(), options);
                break;
            default:
                await new FluxService.FluxServiceClient(channel).ReportEventAsync(new(), options);
                break;
        }
    }

    private async Task<string> MetricsAsync() =>
        string.Concat(await Task.WhenAll(Processes.Select(process => ReadAsync(process, "/metrics"))));

    private async Task<string> ReadAsync(string process, string path) => await Client.Http.GetStringAsync(
        new Uri(Fixture.Gimlet.HttpAddressOf(process), path), Cancellation);
}
