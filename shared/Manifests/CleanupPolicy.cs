namespace Gimlet.Manifests;

/// <summary>What is deleted when a branch is; all three fields are mandatory.</summary>
public sealed record CleanupPolicy
{
    /// <summary>The app to delete: a template that knows <c>BRANCH</c> alone.</summary>
    public required string App { get; init; }

    /// <summary>Glob on the deleted branch, negated by a leading <c>!</c>.</summary>
    public required string Branch { get; init; }

    /// <summary>Always <c>branchDeleted</c>.</summary>
    public required string Event { get; init; }
}
