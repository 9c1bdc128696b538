namespace Gimlet.Policy.Results;

/// <summary>A commit that Flux has not applied, as far as we know, and the version of its status here.</summary>
internal sealed record UnsettledCommit
{
    public required string Sha { get; init; }

    public required long Version { get; init; }
}
