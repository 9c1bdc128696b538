using Gimlet.Contracts;
using Gimlet.Contracts.Artifacts;
using Gimlet.Hosting.Bus;

namespace Gimlet.Artifacts.Artifacts;

/// <summary>Stores an artifact and announces it. The same id shipped again answers with what is stored.</summary>
internal sealed class ShipArtifact(
    ArtifactStore store, BusPublisher bus, TimeProvider clock, ILogger<ShipArtifact> logger)
{
    // Far above what git hosts allow, and below what a PostgreSQL index takes.
    private const int NameLength = 500;

    public async Task<Artifact> HandleAsync(Artifact shipped, CancellationToken cancellationToken)
    {
        Validate(shipped);
        var artifact = shipped with
        {
            Id = shipped.Id.Length > 0 ? shipped.Id : $"{shipped.Version.RepositoryName}-{Guid.NewGuid()}",
            Created = UnixMicroseconds.Now(clock),
        };
        if (!await store.TryInsertAsync(artifact, cancellationToken))
        {
            return await store.FindAsync(artifact.Id, cancellationToken)
                ?? throw new InvalidOperationException($"Artifact {artifact.Id} is neither new nor stored.");
        }

        bus.Publish(new ArtifactShipped { Artifact = artifact });
        Log.Shipped(logger, artifact.Id, artifact.Environments.Count);
        return artifact;
    }

    private static void Validate(Artifact artifact)
    {
        var version = artifact.Version;
        Name("id", artifact.Id, mandatory: false);
        Name("version.repositoryName", version.RepositoryName, mandatory: true);
        Name("version.sha", version.Sha, mandatory: true);
        Name("version.branch", version.Branch, mandatory: false);
        Name("version.sourceBranch", version.SourceBranch, mandatory: false);
        Name("version.targetBranch", version.TargetBranch, mandatory: false);
        Name("version.tag", version.Tag, mandatory: false);
        GitEvents.Check("version.event", version.Event);
        if (artifact.CueEnvironments.Count > 0)
        {
            throw new FormatException(
                "cueEnvironments are not supported yet; ship environments with YAML or JSON manifests instead");
        }
    }

    private static void Name(string field, string value, bool mandatory)
    {
        if (mandatory && string.IsNullOrWhiteSpace(value))
        {
            throw new FormatException($"{field} is mandatory");
        }

        if (value.Length > NameLength)
        {
            throw new FormatException($"{field} is longer than {NameLength} characters");
        }

        if (value.Any(char.IsControl))
        {
            throw new FormatException($"{field} contains a control character");
        }
    }
}
