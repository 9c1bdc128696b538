using System.Text.Json;
using System.Text.Json.Nodes;
using Gimlet.Contracts;
using Gimlet.Contracts.Artifacts;
using Gimlet.Manifests;
using Proto = Gimlet.Protos.Artifacts;

namespace Gimlet.Protos;

/// <summary>Artifacts between the wire of gRPC and the records of the bus.</summary>
public static class ArtifactMapping
{
    /// <summary>Writes an artifact for the wire.</summary>
    public static Proto.Artifact ToProto(this Artifact artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return new Proto.Artifact
        {
            Id = artifact.Id,
            Created = artifact.Created,
            Version = artifact.Version.ToProto(),
            Context = { artifact.Context.ToDictionary() },
            Environments = { artifact.Environments.Select(ToProto) },
            CueEnvironments = { artifact.CueEnvironments },
            Items = { artifact.Items.Select(item => item.ToJsonString(ContractJson.Options)) },
            Vars = { artifact.Vars.ToDictionary() },
        };
    }

    /// <summary>Reads an artifact from the wire.</summary>
    /// <exception cref="ManifestException">A manifest or an item is bad; the message says which.</exception>
    public static Artifact ToContract(this Proto.Artifact artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return new Artifact
        {
            Id = artifact.Id,
            Created = artifact.Created,
            Version = artifact.Version?.ToContract() ?? new ArtifactVersion(),
            Context = artifact.Context.ToDictionary(),
            Environments = [.. artifact.Environments.Select(ReadManifest)],
            CueEnvironments = [.. artifact.CueEnvironments],
            Items = [.. artifact.Items.Select(ReadItem)],
            Vars = artifact.Vars.ToDictionary(),
        };
    }

    /// <summary>Writes a version for the wire.</summary>
    public static Proto.Version ToProto(this ArtifactVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new Proto.Version
        {
            RepositoryName = version.RepositoryName,
            Sha = version.Sha,
            Created = version.Created,
            Branch = version.Branch,
            Event = version.Event,
            SourceBranch = version.SourceBranch,
            TargetBranch = version.TargetBranch,
            Tag = version.Tag,
            AuthorName = version.AuthorName,
            AuthorEmail = version.AuthorEmail,
            CommitterName = version.CommitterName,
            CommitterEmail = version.CommitterEmail,
            Message = version.Message,
            Url = version.Url,
        };
    }

    /// <summary>Reads a version from the wire.</summary>
    public static ArtifactVersion ToContract(this Proto.Version version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new ArtifactVersion
        {
            RepositoryName = version.RepositoryName,
            Sha = version.Sha,
            Created = version.Created,
            Branch = version.Branch,
            Event = version.Event,
            SourceBranch = version.SourceBranch,
            TargetBranch = version.TargetBranch,
            Tag = version.Tag,
            AuthorName = version.AuthorName,
            AuthorEmail = version.AuthorEmail,
            CommitterName = version.CommitterName,
            CommitterEmail = version.CommitterEmail,
            Message = version.Message,
            Url = version.Url,
        };
    }

    private static Proto.Manifest ToProto(Manifest manifest)
    {
        return new Proto.Manifest
        {
            App = manifest.App,
            Env = manifest.Env,
            Document = ManifestJson.Write(manifest),
        };
    }

    private static Manifest ReadManifest(Proto.Manifest manifest, int index)
    {
        try
        {
            return ManifestReader.ReadJson(manifest.Document);
        }
        catch (ManifestException e)
        {
            // The message begins with the path of the field, unless it is about the manifest as a whole.
            var joint = e.Message.Split(": ")[0].Contains(' ', StringComparison.Ordinal) ? ": " : ".";
            throw new ManifestException($"environments[{index}]{joint}{e.Message}", e);
        }
    }

    private static JsonObject ReadItem(string item, int index)
    {
        try
        {
            return JsonObjectConverter.Parse(item);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is what text says that holds half of a surrogate pair.
            throw new ManifestException($"items[{index}] is no JSON object: {e.Message}", e);
        }
    }
}
