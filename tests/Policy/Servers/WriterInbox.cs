using System.Collections.Concurrent;
using Gimlet.Contracts.Releases;
using Gimlet.Testing.Servers;
using MassTransit;

namespace Gimlet.Policy.Tests.Servers;

/// <summary>What the gitops writer was asked to do over the bus.</summary>
internal sealed class WriterInbox
{
    private readonly ConcurrentQueue<object> _messages = new();

    public void Take(object message) => _messages.Enqueue(message);

    public IReadOnlyList<T> Of<T>(Func<T, bool> which) => [.. _messages.OfType<T>().Where(which)];

    public Task<T> NextAsync<T>(Func<T, bool> which)
        where T : class =>
        Eventually.GetAsync(
            () => Task.FromResult(Of(which).FirstOrDefault()),
            $"a {typeof(T).Name} for the gitops writer",
            cancellationToken: TestContext.Current.CancellationToken);
}

internal sealed class WriterInboxConsumer(WriterInbox inbox)
    : IConsumer<WriteRelease>, IConsumer<RollbackRelease>, IConsumer<DeleteRelease>
{
    public Task Consume(ConsumeContext<WriteRelease> context) => Take(context.Message);

    public Task Consume(ConsumeContext<RollbackRelease> context) => Take(context.Message);

    public Task Consume(ConsumeContext<DeleteRelease> context) => Take(context.Message);

    private Task Take(object message)
    {
        inbox.Take(message);
        return Task.CompletedTask;
    }
}
