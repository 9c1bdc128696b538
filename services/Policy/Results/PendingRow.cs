using System.Text.Json;
using Gimlet.Contracts;
using Gimlet.Contracts.Artifacts;
using Gimlet.Protos;
using Gimlet.Protos.Releases;

namespace Gimlet.Policy.Results;

/// <summary>A pending result as it is stored.</summary>
internal sealed record PendingRow
{
    public required string Kind { get; init; }

    public required string Id { get; init; }

    public required string RequestId { get; init; }

    public required long Sequence { get; init; }

    public required string Predecessor { get; init; }

    public required string App { get; init; }

    public required string Env { get; init; }

    public required string Manifest { get; init; }

    public required string Version { get; init; }

    public required string ArtifactId { get; init; }

    public required string TriggeredBy { get; init; }

    public required long RequestedAt { get; init; }

    public required string TargetSha { get; init; }

    public required string TraceParent { get; init; }

    public PendingResult ToProto() => new()
    {
        Kind = Kind switch
        {
            ResultKind.Release => PendingResult.Types.Kind.Release,
            ResultKind.Rollback => PendingResult.Types.Kind.Rollback,
            ResultKind.Delete => PendingResult.Types.Kind.Delete,
            _ => throw new InvalidDataException($"Result {Id} is of an unknown kind, {Kind}."),
        },
        ResultId = Id,
        RequestId = RequestId,
        Sequence = Sequence,
        Predecessor = Predecessor,
        App = App,
        Env = Env,
        Manifest = Manifest,
        Version = Version.Length == 0
            ? null
            : JsonSerializer.Deserialize<ArtifactVersion>(Version, ContractJson.Options)?.ToProto(),
        ArtifactId = ArtifactId,
        TriggeredBy = TriggeredBy,
        RequestedAt = RequestedAt,
        TargetSha = TargetSha,
        TraceParent = TraceParent,
    };
}
