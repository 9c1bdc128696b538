namespace Gimlet.Cli.Tracking;

/// <summary>What a status means to somebody who waits.</summary>
/// <param name="IsFinal">There is nothing more to wait for.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
internal sealed record Outcome(bool IsFinal, string? Failure)
{
    public static Outcome Of(ReleaseStatus status)
    {
        var results = status.Results ?? [];
        if (status.Status == "error")
        {
            return Failed(status.StatusDesc.Length > 0 ? status.StatusDesc : "The request could not be processed.");
        }

        if (results.FirstOrDefault(result => result.IsFailure) is { } refused)
        {
            return Failed($"{refused.App} -> {refused.Env} failed: {refused.StatusDesc}");
        }

        if (results.FirstOrDefault(result => result.IsFailedCommit) is { } broken)
        {
            return Failed(
                $"{broken.App} -> {broken.Env} failed: {broken.GitopsCommitStatus}, {broken.GitopsCommitStatusDesc}");
        }

        return new Outcome(status.Status == "processed" && results.All(result => result.IsDone), null);
    }

    private static Outcome Failed(string reason) => new(true, reason);
}
