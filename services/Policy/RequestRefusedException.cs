namespace Gimlet.Policy;

/// <summary>A request that cannot be taken, with the reason for whoever made it.</summary>
internal sealed class RequestRefusedException(Refusal refusal, string message) : Exception(message)
{
    public Refusal Refusal => refusal;
}

internal enum Refusal
{
    /// <summary>A parameter is missing or wrong; the message names it.</summary>
    Invalid,

    /// <summary>What the request is about does not exist.</summary>
    Unknown,

    /// <summary>The request is well formed, and its artifact does not have what it asks for.</summary>
    Impossible,

    /// <summary>The request's id is taken by another request.</summary>
    Conflict,
}
