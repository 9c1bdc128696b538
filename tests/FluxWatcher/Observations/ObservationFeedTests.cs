using Gimlet.Contracts.Flux;
using Gimlet.FluxWatcher.Objects;
using Gimlet.FluxWatcher.Observations;

namespace Gimlet.FluxWatcher.Tests.Observations;

public sealed class ObservationFeedTests
{
    private readonly ObservationRecorder _published = new();
    private readonly ObservationFeed _feed;

    public ObservationFeedTests() => _feed = new(_published.Add);

    private static RevisionObserved Success { get; } = new()
    {
        Kind = "Kustomization",
        Namespace = "flux-system",
        Name = "apps",
        Revision = "1",
        Reason = "ReconciliationSucceeded",
        Message = "Applied",
        Severity = "info",
        ObservedAt = 1,
        Source = "kubernetes",
    };

    [Fact]
    public void State_ThatIsSeenAgain_IsPublishedOnce_ButItsTimeIsKept()
    {
        _feed.Observe(Success, repeat: false);
        _feed.Observe(Success with { ObservedAt = 2, FailingObjects = [] }, repeat: false);

        Assert.Single(_published.All);
        Assert.Equal(2, Assert.Single(_feed.Present).ObservedAt);
    }

    [Fact]
    public void State_ThatComesBack_IsPublishedAgain()
    {
        _feed.Observe(Success, repeat: false);
        _feed.Observe(Success with { Reason = "Progressing" }, repeat: false);
        _feed.Observe(Success, repeat: false);

        Assert.Equal(
            ["ReconciliationSucceeded", "Progressing", "ReconciliationSucceeded"],
            _published.All.Select(o => o.Reason));
    }

    [Fact]
    public void Object_OfTheSameNameElsewhere_IsAnotherObject()
    {
        _feed.Observe(Success, repeat: false);
        _feed.Observe(Success with { Namespace = "other" }, repeat: false);
        _feed.Observe(Success with { Kind = "HelmRelease" }, repeat: false);

        Assert.Equal(3, _published.All.Count);
    }

    [Fact]
    public void Repeat_PublishesThePresentOnce_AtTheGivenTime()
    {
        _feed.Observe(Success with { Reason = "Progressing" }, repeat: false);
        _feed.Observe(Success, repeat: false);
        _published.Clear();

        _feed.Repeat(now: 9);

        Assert.Equal([Success with { ObservedAt = 9 }], _published.All);
    }

    [Fact]
    public void Webhook_IsPassedOn_AndIsNotThePresent()
    {
        _feed.Pass(Success);
        _feed.Pass(Success);

        Assert.Equal(2, _published.All.Count);
        Assert.Empty(_feed.Present);
    }

    [Fact]
    public void Object_ThatIsGone_IsToldOnce()
    {
        var key = new ObjectKey(Success.Namespace, Success.Name);
        _feed.Observe(Success with { Severity = "error" }, repeat: false);
        _published.Clear();

        _feed.Forget("Kustomization", key, now: 5);
        _feed.Forget("Kustomization", key, now: 6);

        var deleted = Assert.Single(_published.All);
        Assert.Equal((true, null, "Deleted", "info", 5),
            (deleted.Deleted, deleted.Revision, deleted.Reason, deleted.Severity, deleted.ObservedAt));
        Assert.Empty(_feed.Present);
    }
}
