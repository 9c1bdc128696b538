using System.Text.Json.Nodes;
using Gimlet.Contracts;
using Gimlet.Contracts.Artifacts;
using Gimlet.Manifests;
using Gimlet.Protos.Artifacts;
using Artifact = Gimlet.Contracts.Artifacts.Artifact;
using Manifest = Gimlet.Manifests.Manifest;

namespace Gimlet.Protos;

/// <summary>Artifacts as gRPC carries them, and as the services keep them.</summary>
public static class ArtifactMapping
{
    /// <summary>The artifact as it goes over gRPC.</summary>
    public static Artifacts.Artifact ToProto(this Artifact artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return new Artifacts.Artifact
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

    /// <summary>The artifact that came over gRPC, its manifests and items read strictly.</summary>
    /// <exception cref="FormatException">Names the field that is wrong, for example <c>environments[1].deploy.branch</c>.</exception>
    public static Artifact ToContract(this Artifacts.Artifact artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return new Artifact
        {
            Id = artifact.Id,
            Created = artifact.Created,
            Version = artifact.Version?.ToContract() ?? new ArtifactVersion(),
            Context = artifact.Context.ToDictionary(),
            Environments = [.. artifact.Environments.Select((manifest, index) => ReadManifest(manifest.Document, index))],
            CueEnvironments = [.. artifact.CueEnvironments],
            Items = [.. artifact.Items.Select(ReadItem)],
            Vars = artifact.Vars.ToDictionary(),
        };
    }

    /// <summary>The commit as it goes over gRPC.</summary>
    public static Artifacts.Version ToProto(this ArtifactVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new Artifacts.Version
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

    /// <summary>The commit that came over gRPC.</summary>
    public static ArtifactVersion ToContract(this Artifacts.Version version)
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

    private static Artifacts.Manifest ToProto(Manifest manifest) =>
        new() { App = manifest.App, Env = manifest.Env, Document = ManifestJson.Write(manifest) };

    private static Manifest ReadManifest(string document, int index)
    {
        try
        {
            return ManifestReader.ReadJson(document);
        }
        catch (ManifestException e)
        {
            // The message begins with the path of the field, unless it is about the manifest as a whole.
            var joint = e.Message.Split(": ")[0].Contains(' ', StringComparison.Ordinal) ? ": " : ".";
            throw new FormatException($"environments[{index}]{joint}{e.Message}", e);
        }
    }

    private static JsonObject ReadItem(string item, int index) =>
        StrictJson.ReadObject(item, out var problem)
            ?? throw new FormatException($"items[{index}] {problem}");
}
