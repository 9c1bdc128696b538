namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>Commits that an observation is about.</summary>
/// <param name="Scope">Where they are.</param>
/// <param name="Position">
/// The last of them; null where the revision contains none, or is not named and the source's is not known either.
/// </param>
internal readonly record struct Finding(CommitScope Scope, long? Position);
