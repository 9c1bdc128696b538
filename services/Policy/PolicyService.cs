using Gimlet.Hosting;
using Gimlet.Policy.Evaluation;
using Gimlet.Policy.Releases;
using Gimlet.Policy.Requests;
using Gimlet.Policy.Results;
using Gimlet.Policy.Resync;
using Gimlet.Policy.Tracking;
using Gimlet.Protos.Artifacts;
using Gimlet.Protos.Gitops;
using MassTransit;

namespace Gimlet.Policy;

public static class PolicyService
{
    internal const string DatabaseName = "policy";

    public static GimletHost AddPolicy(this GimletHost host)
    {
        host.AddDatabase(DatabaseName, typeof(PolicyService).Assembly);
        host.AddServiceClient<ArtifactService.ArtifactServiceClient>(ServiceName.Artifact);
        host.AddServiceClient<GitopsService.GitopsServiceClient>(ServiceName.GitopsWriter);
        host.AddConsumers(bus =>
        {
            bus.AddConsumer<ArtifactShippedConsumer, ArtifactShippedConsumerDefinition>();
            bus.AddConsumer<BranchDeletedConsumer, BranchDeletedConsumerDefinition>();
            bus.AddConsumer<ReleaseWrittenConsumer, ReleaseWrittenConsumerDefinition>();
            bus.AddConsumer<ReleaseRejectedConsumer, ReleaseRejectedConsumerDefinition>();
            bus.AddConsumer<CommitStatusChangedConsumer, CommitStatusChangedConsumerDefinition>();
            bus.AddConsumer<RequestUpdatedConsumer, RequestUpdatedConsumerDefinition>();
        });
        host.Services
            .AddSingleton<ArtifactCatalog>()
            .AddSingleton<RequestStore>()
            .AddSingleton<RequestRecorder>()
            .AddSingleton<ResultWriter>()
            .AddSingleton<ResultStore>()
            .AddSingleton<CommitStatusStore>()
            .AddSingleton<EndResults>()
            .AddSingleton<ListPending>()
            .AddSingleton<SnapshotWriter>()
            .AddSingleton<SnapshotStore>()
            .AddSingleton<RequestSignals>()
            .AddSingleton<RequestAnnouncer>()
            .AddSingleton<Track>()
            .AddSingleton<Watch>()
            .AddSingleton<EvaluateArtifact>()
            .AddSingleton<EvaluateBranchDeletion>()
            .AddSingleton<RequestRelease>()
            .AddSingleton<RequestRollback>()
            .AddSingleton<RequestDelete>()
            .AddSingleton<WatermarkStore>()
            .AddHostedService<WatchPoller>()
            .AddHostedService<ArtifactResync>()
            .AddHostedService<BranchResync>()
            .AddHostedService<OutcomeResync>()
            .AddHostedService<CommitStatusResync>();
        return host;
    }

    public static WebApplication MapPolicy(this WebApplication app)
    {
        app.MapGrpcService<ReleaseEndpoint>();
        return app;
    }
}
