namespace Gimlet.Policy.Requests;

/// <summary>How far a request is, as it is stored and shown.</summary>
internal static class RequestState
{
    /// <summary>Not evaluated, or some of its results are pending.</summary>
    public const string New = "new";

    /// <summary>All of its results have ended.</summary>
    public const string Processed = "processed";

    /// <summary>It could not be evaluated at all.</summary>
    public const string Error = "error";
}
