using System.Diagnostics;
using Gimlet.Contracts.Flux;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.Hosting.Telemetry;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>A write on its way: being rendered, waiting for its commit, or being pushed.</summary>
internal sealed class PendingWrite
{
    private readonly TaskCompletionSource<Outcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Activity? _activity;

    /// <summary>
    /// Starts its span in the trace that brought it, so that a trace goes from the REST call to the push.
    /// </summary>
    public PendingWrite(Write write, ActivityContext trace)
    {
        Write = write;
        var present = Activity.Current;
        _activity = GimletTelemetry.Source.StartActivity("gitops.write", ActivityKind.Internal, trace);
        _activity?.SetTag("gimlet.env", write.Env).SetTag("gimlet.app", write.App).SetTag("gimlet.kind", write.Kind);

        // It outlives this call and must not become the parent of what the caller does next.
        Activity.Current = present;
    }

    public Write Write { get; }

    /// <summary>The files, or null while they are being rendered and for writes that have none.</summary>
    public IReadOnlyList<RenderedFile>? Files { get; private set; }

    /// <summary>The Kubernetes objects in <see cref="Files"/>.</summary>
    public IReadOnlyList<FailingObject> Objects { get; private set; } = [];

    /// <summary>Why it cannot be rendered.</summary>
    public string? RenderError { get; set; }

    /// <summary>Nothing but the commit is left to be done.</summary>
    public bool IsReady => Write is not ReleaseWrite || Files is not null || RenderError is not null;

    /// <summary>When the first round that failed with it began, as a timestamp of the clock.</summary>
    public long? FailingSince { get; set; }

    /// <summary>Rounds that it leaves to the writes of other apps, because it failed alone.</summary>
    public int RoundsAside { get; set; }

    /// <summary>When it first had to wait for its predecessor, as a timestamp of the clock.</summary>
    public long? WaitingSince { get; set; }

    /// <summary>Size of the rendered files in characters.</summary>
    public int Size => Files?.Sum(file => file.Content.Length) ?? 0;

    /// <summary>The span that ends with the outcome.</summary>
    public ActivityContext Trace => _activity?.Context ?? default;

    public Task<Outcome> Outcome => _outcome.Task;

    /// <summary>Makes <see cref="Trace"/> the present trace, for what is published about the outcome.</summary>
    public void Announce(Action action)
    {
        var present = Activity.Current;
        Activity.Current = _activity;
        action();
        Activity.Current = present;
    }

    public void SetRendered(IReadOnlyList<RenderedFile> files, IReadOnlyList<FailingObject> objects)
    {
        // Files come last: with them the write is ready.
        Objects = objects;
        Files = files;
    }

    public void Complete(Outcome outcome)
    {
        _activity?.SetTag("gimlet.outcome", outcome.Name).SetTag("gimlet.sha", outcome.Sha);
        if (outcome.IsRejected)
        {
            _activity?.SetStatus(ActivityStatusCode.Error, outcome.Reason);
        }

        _activity?.Stop();
        _outcome.TrySetResult(outcome);
    }
}
