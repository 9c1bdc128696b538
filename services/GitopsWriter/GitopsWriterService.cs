using Gimlet.GitopsWriter.CommitStatuses;
using Gimlet.GitopsWriter.History;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.GitopsWriter.Signing;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Helm.Sources;
using Gimlet.Hosting;
using Gimlet.Protos.Releases;
using LibGit2Sharp;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter;

public static class GitopsWriterService
{
    internal const string DatabaseName = "gitops";

    public static GimletHost AddGitopsWriter(this GimletHost host)
    {
        // A mounted volume often belongs to another user; which repositories to trust is the operator's configuration.
        GlobalSettings.SetOwnerValidation(false);

        host.AddDatabase(DatabaseName, typeof(GitopsWriterService).Assembly);
        host.AddServiceClient<ReleaseService.ReleaseServiceClient>(ServiceName.Policy);
        host.AddOptions<GitopsOptions>();
        host.AddOptions<RenderingOptions>();
        host.AddOptions<ChartOptions>();
        host.AddConsumers(bus =>
        {
            bus.AddConsumer<WriteReleaseConsumer, WriteReleaseConsumerDefinition>();
            bus.AddConsumer<RollbackReleaseConsumer, RollbackReleaseConsumerDefinition>();
            bus.AddConsumer<DeleteReleaseConsumer, DeleteReleaseConsumerDefinition>();
        });

        host.AddCommitStatuses(DatabaseName);
        AddRendering(host.Services);
        AddWriting(host.Services);
        host.Services
            .AddSingleton<IValidateOptions<GitopsOptions>, GitopsOptionsValidator>()
            .AddHostedService(provider => provider.GetRequiredService<GitopsWriters>())
            .AddHostedService<PendingWrites>();
        return host;
    }

    public static WebApplication MapGitopsWriter(this WebApplication app)
    {
        app.MapGrpcService<GitopsEndpoint>();
        return app;
    }

    /// <summary>The command <c>rebuild</c>: makes the tables anew from the repositories, and ends.</summary>
    public static Task<int> RebuildAsync(WebApplication app, TextWriter output) =>
        RebuildHistory.RunCommandAsync(app, output);

    internal static void AddRendering(IServiceCollection services) => services
        .AddSingleton<IValidateOptions<ChartOptions>, ChartOptionsValidator>()
        .AddSingleton(provider => new ChartSources(
            Options<ChartOptions>(provider).ToSourceOptions(Options<RenderingOptions>(provider)),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IChartEngine>(provider => Options<RenderingOptions>(provider).Renderer == RenderingOptions.Helm
            ? ActivatorUtilities.CreateInstance<HelmEngine>(provider)
            : ActivatorUtilities.CreateInstance<BuiltInEngine>(provider))
        .AddSingleton<IChartRenderer, ChartRenderer>()
        .AddSingleton<IManifestRenderer, ManifestRenderer>();

    internal static void AddWriting(IServiceCollection services) => services
        .AddSingleton<GitopsRepositories>()
        .AddSingleton<IRevisionGraphs>(provider => provider.GetRequiredService<GitopsRepositories>())
        .AddSingleton<CommitMessage>()
        .AddSingleton<CommitSigner>()
        .AddSingleton<CommitStore>()
        .AddSingleton<OutcomeStore>()
        .AddSingleton<ReleaseStore>()
        .AddSingleton<StatusStore>()
        .AddSingleton<ReadStatus>()
        .AddSingleton<BusTraffic>()
        .AddSingleton<Announcer>()
        .AddSingleton<GitopsWriters>()
        .AddSingleton<RebuildHistory>();

    private static T Options<T>(IServiceProvider provider)
        where T : class =>
        provider.GetRequiredService<IOptions<T>>().Value;
}
