namespace Gimlet.Cli.Tracking;

/// <summary>The lines that tell a status; scripts read them, so they are as the original's.</summary>
internal static class StatusText
{
    public static IEnumerable<string> Lines(ReleaseStatus status, TrackSubject subject)
    {
        var reason = status.Status == "error" ? status.StatusDesc : "";
        yield return OneLine.Of($"👉 Request ({subject.Id}) is {status.Status} {reason}");
        if (status.Status == "new")
        {
            yield return "\t⏳ The release is not processed yet...";
        }

        foreach (var result in status.Results ?? [])
        {
            yield return $"\t{OneLine.Of(Line(result))}";
        }

        if (status.Status == "processed" && status.Results is not { Count: > 0 })
        {
            yield return $"\t🔖 {subject.NothingDone}";
        }
    }

    private static string Line(ReleaseResult result)
    {
        var place = $"{result.App} -> {result.Env}";
        return result switch
        {
            { IsFailure: true } => $"❗ {place}, status is {result.Status}, {result.StatusDesc}",
            { IsFailedCommit: true } => $"❗ {place}, gitops hash: {result.Hash}, "
                + $"status: {result.GitopsCommitStatus}, {result.GitopsCommitStatusDesc}",
            { Hash.Length: 0 } => $"📖 {place}, status is {result.Status}",
            _ => $"📖 {place}, gitops hash {result.Hash}, status is {result.GitopsCommitStatus}",
        };
    }
}
