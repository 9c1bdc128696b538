namespace Gimlet.Policy.Results;

/// <summary>What the gitops writer is asked to do, as it is stored.</summary>
internal static class ResultKind
{
    public const string Release = "release";
    public const string Rollback = "rollback";
    public const string Delete = "delete";
}
