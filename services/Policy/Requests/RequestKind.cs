namespace Gimlet.Policy.Requests;

/// <summary>What a request is about, as it is stored and shown.</summary>
internal static class RequestKind
{
    public const string Artifact = "artifact";
    public const string Release = "release";
    public const string Rollback = "rollback";
    public const string Delete = "delete";
    public const string BranchDeleted = "branchDeleted";
}
