using Gimlet.Hosting;
using Gimlet.Persistence;
using MassTransit;

namespace Gimlet.GitopsWriter.CommitStatuses;

internal static class CommitStatusesExtensions
{
    public static void AddCommitStatuses(this GimletHost host, string database)
    {
        host.Services.AddSingleton<CommitScopes>();
        host.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<StatusJudge>(
            provider, provider.GetRequiredKeyedService<Database>(database)));
        host.Services.AddSingleton<CommitStatuses>();
        host.AddConsumers(bus => bus.AddConsumer<RevisionObservedConsumer, RevisionObservedConsumerDefinition>());
    }
}
