using Gimlet.Contracts.Releases;
using MassTransit;

namespace Gimlet.GitopsWriter.Writes;

internal sealed class WriteReleaseConsumer(GitopsWriters writers) : IConsumer<WriteRelease>
{
    public Task Consume(ConsumeContext<WriteRelease> context) =>
        writers.WriteAsync(context.Message.ToWrite(), context.CancellationToken);
}
