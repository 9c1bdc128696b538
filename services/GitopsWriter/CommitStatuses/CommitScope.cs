namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>The commits that a Flux object speaks for.</summary>
/// <param name="Repository">Normalised address.</param>
/// <param name="Branch">The branch that is written.</param>
/// <param name="Path">The directory that is applied, empty for the whole repository; null when it is not known.</param>
/// <param name="Env">The environment that a webhook names; empty for any.</param>
internal sealed record CommitScope(string Repository, string Branch, string? Path, string Env)
{
    /// <summary>A directory that is not known gives way to any that is, the root of the repository included.</summary>
    public int PathLength => Path?.Length ?? -1;
}
