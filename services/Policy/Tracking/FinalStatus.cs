using Gimlet.Policy.Requests;
using Gimlet.Policy.Results;
using Gimlet.Protos.Releases;

namespace Gimlet.Policy.Tracking;

/// <summary>When a waiting client has seen all that it would act on.</summary>
/// <remarks>Flux may still turn a failure into a success later; that is a new status, which nobody waits for.</remarks>
internal static class FinalStatus
{
    private const string Applied = "ReconciliationSucceeded";

    public static bool IsFinal(string status, IReadOnlyCollection<Result> results) => status switch
    {
        RequestState.Error => true,
        RequestState.Processed => results.Any(HasFailed) || results.All(IsDone),
        _ => false,
    };

    private static bool HasFailed(Result result) =>
        result.Status == ResultState.Failure || result.GitopsCommitStatus.Contains("Failed", StringComparison.Ordinal);

    // A deletion that found nothing has no commit that Flux could speak about.
    private static bool IsDone(Result result) => result.Hash.Length == 0 || result.GitopsCommitStatus == Applied;
}
