using Gimlet.Contracts.Flux;

namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>What Flux's reasons mean for a commit.</summary>
internal static class FluxReason
{
    /// <summary>The one word that is not Flux's: nothing was heard about the commit yet.</summary>
    public const string NotReconciled = "NotReconciled";

    /// <summary>The end of the story of a commit: see <see cref="CommitStatusStore"/>.</summary>
    public const string Succeeded = "ReconciliationSucceeded";

    private static readonly HashSet<string> UnderWay = ["Progressing", "ProgressingWithRetry"];

    // Webhooks call these errors too, but nothing is wrong with the revision: Flux waits, or was told to begin again.
    private static readonly HashSet<string> Waiting = [.. UnderWay, "DependencyNotReady", "HealthCheckCanceled"];

    public static bool IsUnderWay(RevisionObserved observation) => UnderWay.Contains(observation.Reason);

    public static bool IsFailure(RevisionObserved observation) =>
        observation.Severity == "error" && !Waiting.Contains(observation.Reason);
}
