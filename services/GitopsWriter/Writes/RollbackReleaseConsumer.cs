using Gimlet.Contracts.Releases;
using MassTransit;

namespace Gimlet.GitopsWriter.Writes;

internal sealed class RollbackReleaseConsumer(GitopsWriters writers) : IConsumer<RollbackRelease>
{
    public Task Consume(ConsumeContext<RollbackRelease> context) =>
        writers.WriteAsync(context.Message.ToWrite(), context.CancellationToken);
}
