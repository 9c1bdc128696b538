namespace Gimlet.GitopsWriter.Writes;

/// <summary>How a write ended.</summary>
internal sealed record Outcome
{
    public required string Repository { get; init; }

    public required string Branch { get; init; }

    /// <summary>The commit that has what was asked for; empty when there is none.</summary>
    public string Sha { get; init; } = "";

    /// <summary>Unix microseconds.</summary>
    public long PushedAt { get; init; }

    /// <summary>No commit was needed.</summary>
    public bool Unchanged { get; init; }

    /// <summary>Why nothing was written; empty unless the write was rejected.</summary>
    public string Reason { get; init; } = "";

    /// <summary>It was decided before, or is about a commit that was there before.</summary>
    public bool IsOld { get; init; }

    public bool IsRejected => Reason.Length > 0;

    /// <summary>As metrics name it.</summary>
    public string Name => IsRejected ? "rejected" : Unchanged ? "unchanged" : "written";

    public Protos.Gitops.Outcome ToProto(string resultId) => IsRejected
        ? new() { ResultId = resultId, Rejected = new() { Reason = Reason } }
        : new()
        {
            ResultId = resultId,
            Written = new()
            {
                Repository = Repository,
                Branch = Branch,
                Sha = Sha,
                PushedAt = PushedAt,
                Unchanged = Unchanged,
            },
        };
}
