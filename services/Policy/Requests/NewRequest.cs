namespace Gimlet.Policy.Requests;

/// <summary>What a client, an artifact or a deleted branch asks for. What its kind has not is empty.</summary>
/// <remarks>Two requests with the same id are the same request when these fields are equal.</remarks>
internal sealed record NewRequest
{
    /// <summary>Whom policies act as.</summary>
    public const string Policy = "policy";

    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string TriggeredBy { get; init; }

    public string ArtifactId { get; init; } = "";

    public string Env { get; init; } = "";

    public string App { get; init; } = "";

    public string TargetSha { get; init; } = "";

    public string Repository { get; init; } = "";

    public string Branch { get; init; } = "";
}
