using Gimlet.Contracts.Releases;
using Gimlet.Protos;
using Gimlet.Protos.Releases;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>Writes as messages and as the policy service's pending results bring them.</summary>
internal static class WriteMapping
{
    public static Write ToWrite(this WriteRelease message) => new ReleaseWrite
    {
        ResultId = message.ResultId,
        RequestId = message.RequestId,
        Sequence = message.Sequence,
        Predecessor = message.Predecessor,
        App = message.App,
        Env = message.Env,
        TriggeredBy = message.TriggeredBy,
        Manifest = message.Manifest,
        Version = message.Version,
        ArtifactId = message.ArtifactId,
    };

    public static Write ToWrite(this RollbackRelease message) => new RollbackWrite
    {
        ResultId = message.ResultId,
        RequestId = message.RequestId,
        Sequence = message.Sequence,
        Predecessor = message.Predecessor,
        App = message.App,
        Env = message.Env,
        TriggeredBy = message.TriggeredBy,
        TargetSha = message.TargetSha,
    };

    public static Write ToWrite(this DeleteRelease message) => new DeleteWrite
    {
        ResultId = message.ResultId,
        RequestId = message.RequestId,
        Sequence = message.Sequence,
        Predecessor = message.Predecessor,
        App = message.App,
        Env = message.Env,
        TriggeredBy = message.TriggeredBy,
    };

    /// <summary>Throws a <see cref="Manifests.ManifestException"/> when the manifest is bad.</summary>
    public static Write ToWrite(this PendingResult result) => result.Kind switch
    {
        PendingResult.Types.Kind.Release => result.ToWriteRelease().ToWrite(),
        PendingResult.Types.Kind.Rollback => result.ToRollbackRelease().ToWrite(),
        PendingResult.Types.Kind.Delete => result.ToDeleteRelease().ToWrite(),
        _ => throw new Manifests.ManifestException($"kind {result.Kind} is not known"),
    };
}
