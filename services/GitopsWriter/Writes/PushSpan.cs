using System.Diagnostics;
using Gimlet.Hosting.Telemetry;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// One push serves many traces, and a span has one parent: the push is a span in the trace of every write, and they
/// all link to the first of them.
/// </summary>
internal sealed class PushSpan : IDisposable
{
    private readonly List<Activity> _spans = [];

    private PushSpan()
    {
    }

    public static PushSpan Start(string repository, int commits, IReadOnlyList<PendingWrite> batch)
    {
        var push = new PushSpan();
        var present = Activity.Current;
        foreach (var trace in batch.Select(pending => pending.Trace).Where(trace => trace != default))
        {
            IEnumerable<ActivityLink> links = push._spans.Count > 0 ? [new ActivityLink(push._spans[0].Context)] : [];
            var span = GimletTelemetry.Source.StartActivity(
                "gitops.push", ActivityKind.Client, trace, links: links);
            if (span is not null)
            {
                span.SetTag("gimlet.repository", repository).SetTag("gimlet.commits", commits);
                push._spans.Add(span);
            }
        }

        Activity.Current = present;
        return push;
    }

    public void Fail(Exception error)
    {
        foreach (var span in _spans)
        {
            span.SetStatus(ActivityStatusCode.Error, error.Message);
        }
    }

    public void Dispose()
    {
        var present = Activity.Current;
        _spans.ForEach(span => span.Dispose());
        Activity.Current = present;
    }
}
