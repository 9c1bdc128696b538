using Gimlet.Contracts.Releases;
using MassTransit;

namespace Gimlet.GitopsWriter.Writes;

internal sealed class DeleteReleaseConsumer(GitopsWriters writers) : IConsumer<DeleteRelease>
{
    public Task Consume(ConsumeContext<DeleteRelease> context) =>
        writers.WriteAsync(context.Message.ToWrite(), context.CancellationToken);
}
