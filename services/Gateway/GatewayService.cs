using Gimlet.Gateway.Artifacts;
using Gimlet.Gateway.Environments;
using Gimlet.Gateway.Flux;
using Gimlet.Gateway.Gitops;
using Gimlet.Gateway.Idempotency;
using Gimlet.Gateway.OpenApi;
using Gimlet.Gateway.Problems;
using Gimlet.Gateway.Releases;
using Gimlet.Gateway.Requests;
using Gimlet.Gateway.Tracking;
using Gimlet.Gateway.Users;
using Gimlet.Hosting;
using Gimlet.Protos.Artifacts;
using Gimlet.Protos.Flux;
using Gimlet.Protos.Gitops;
using Gimlet.Protos.Releases;

namespace Gimlet.Gateway;

public static class GatewayService
{
    internal const string DatabaseName = "gateway";

    public static GimletHost AddGateway(this GimletHost host)
    {
        host.AddDatabase(DatabaseName, typeof(GatewayService).Assembly);
        host.AddServiceClient<ArtifactService.ArtifactServiceClient>(ServiceName.Artifact);
        host.AddServiceClient<ReleaseService.ReleaseServiceClient>(ServiceName.Policy);
        host.AddServiceClient<GitopsService.GitopsServiceClient>(ServiceName.GitopsWriter);
        host.AddServiceClient<FluxService.FluxServiceClient>(ServiceName.FluxWatcher);
        host.AddOptions<RequestOptions>();
        host.AddOptions<AdminOptions>();
        host.AddOptions<TrackingOptions>();
        host.AddOptions<WebhookOptions>();
        host.AddOptions<EnvironmentOptions>();
        host.Services.ConfigureHttpJsonOptions(json => GatewayJson.Configure(json.SerializerOptions));
        host.Services.AddUsers();
        host.Services.AddSingleton<IdempotencyStore>();
        host.Services.AddSingleton<EnvironmentCache>();
        host.Services.AddSingleton<EnvironmentReader>();
        host.Services.AddSingleton<StatusFeed>();
        host.Services.AddSingleton<StatusStream>();
        host.Services.AddSingleton<StatusAnswer>();
        host.Services.AddGatewayOpenApi();
        return host;
    }

    public static WebApplication MapGateway(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<AccessTokenQueryMiddleware>();
        app.UseAuthentication();
        app.UseAuthorization();

        var api = app.MapGroup("/api")
            .RequireAuthorization(AccessPolicies.User).AddEndpointFilter<IdempotencyFilter>();
        ShipArtifact.Map(api);
        ListArtifacts.Map(api);
        MakeRelease.Map(api);
        ListReleases.Map(api);
        GetStatus.Map(api);
        RollBackRelease.Map(api);
        DeleteRelease.Map(api);
        TrackRelease.Map(api);
        TrackArtifact.Map(api);
        ListCommits.Map(api);
        GetRepository.Map(api);
        ReportEvent.Map(app);

        var admin = app.MapGroup("/api")
            .RequireAuthorization(AccessPolicies.Admin).AddEndpointFilter<IdempotencyFilter>();
        CreateUser.Map(admin);
        ListUsers.Map(admin);
        GetUser.Map(admin);
        DeleteUser.Map(admin);

        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        return app;
    }
}
