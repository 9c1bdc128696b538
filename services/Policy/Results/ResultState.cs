namespace Gimlet.Policy.Results;

/// <summary>How a result ended, as it is stored and shown; a pending one is not shown.</summary>
internal static class ResultState
{
    public const string Pending = "pending";
    public const string Success = "success";
    public const string Failure = "failure";
}
