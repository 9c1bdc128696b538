using Gimlet.Contracts.Releases;
using Gimlet.Manifests;
using Gimlet.Protos.Releases;
using Kind = Gimlet.Protos.Releases.PendingResult.Types.Kind;

namespace Gimlet.Protos;

/// <summary>
/// What the gitops-writer still has to write, between the wire of its resync and the messages of the bus: both ways
/// to the writer carry the same facts.
/// </summary>
public static class PendingResultMapping
{
    /// <summary>Writes a release for the wire; the caller adds the trace.</summary>
    public static PendingResult ToPendingResult(this WriteRelease message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new PendingResult
        {
            Kind = Kind.Release,
            ResultId = message.ResultId,
            RequestId = message.RequestId,
            Sequence = message.Sequence,
            Predecessor = message.Predecessor,
            App = message.App,
            Env = message.Env,
            TriggeredBy = message.TriggeredBy,
            RequestedAt = message.RequestedAt,
            Manifest = ManifestJson.Write(message.Manifest),
            Version = message.Version.ToProto(),
            ArtifactId = message.ArtifactId,
        };
    }

    /// <summary>Writes a rollback for the wire; the caller adds the trace.</summary>
    public static PendingResult ToPendingResult(this RollbackRelease message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new PendingResult
        {
            Kind = Kind.Rollback,
            ResultId = message.ResultId,
            RequestId = message.RequestId,
            Sequence = message.Sequence,
            Predecessor = message.Predecessor,
            App = message.App,
            Env = message.Env,
            TriggeredBy = message.TriggeredBy,
            RequestedAt = message.RequestedAt,
            TargetSha = message.TargetSha,
        };
    }

    /// <summary>Writes a deletion for the wire; the caller adds the trace.</summary>
    public static PendingResult ToPendingResult(this DeleteRelease message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new PendingResult
        {
            Kind = Kind.Delete,
            ResultId = message.ResultId,
            RequestId = message.RequestId,
            Sequence = message.Sequence,
            Predecessor = message.Predecessor,
            App = message.App,
            Env = message.Env,
            TriggeredBy = message.TriggeredBy,
            RequestedAt = message.RequestedAt,
        };
    }

    /// <summary>Reads a release from the wire.</summary>
    /// <exception cref="ManifestException">The manifest is bad.</exception>
    public static WriteRelease ToWriteRelease(this PendingResult result)
    {
        Require(result, Kind.Release);
        return new WriteRelease
        {
            ResultId = result.ResultId,
            RequestId = result.RequestId,
            Sequence = result.Sequence,
            Predecessor = result.Predecessor,
            App = result.App,
            Env = result.Env,
            TriggeredBy = result.TriggeredBy,
            RequestedAt = result.RequestedAt,
            Manifest = ManifestReader.ReadJson(result.Manifest),
            Version = result.Version?.ToContract() ?? new(),
            ArtifactId = result.ArtifactId,
        };
    }

    /// <summary>Reads a rollback from the wire.</summary>
    public static RollbackRelease ToRollbackRelease(this PendingResult result)
    {
        Require(result, Kind.Rollback);
        return new RollbackRelease
        {
            ResultId = result.ResultId,
            RequestId = result.RequestId,
            Sequence = result.Sequence,
            Predecessor = result.Predecessor,
            App = result.App,
            Env = result.Env,
            TriggeredBy = result.TriggeredBy,
            RequestedAt = result.RequestedAt,
            TargetSha = result.TargetSha,
        };
    }

    /// <summary>Reads a deletion from the wire.</summary>
    public static DeleteRelease ToDeleteRelease(this PendingResult result)
    {
        Require(result, Kind.Delete);
        return new DeleteRelease
        {
            ResultId = result.ResultId,
            RequestId = result.RequestId,
            Sequence = result.Sequence,
            Predecessor = result.Predecessor,
            App = result.App,
            Env = result.Env,
            TriggeredBy = result.TriggeredBy,
            RequestedAt = result.RequestedAt,
        };
    }

    private static void Require(PendingResult result, Kind kind)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Kind != kind)
        {
            throw new ArgumentException($"result {result.ResultId} is a {result.Kind}, not a {kind}", nameof(result));
        }
    }
}
