using System.Text.Json.Nodes;
using Gimlet.Cli.Artifacts;
using Gimlet.Cli.Ship.Builds;
using Gimlet.Cli.Ship.Commits;
using Gimlet.Cli.Ship.Contents;

namespace Gimlet.Cli.Ship;

/// <summary>Puts an artifact together from what the CI, git and the folder <c>.gimlet</c> tell.</summary>
internal static class ArtifactOfBuild
{
    public static async Task<ArtifactDocument> CreateAsync(
        Build build,
        GitRepository git,
        EnvironmentVariables variables,
        IEnumerable<Assignment> fields,
        Shell shell,
        CancellationToken cancellationToken)
    {
        var artifact = ArtifactDocument.Of(Version(build, await CommitAsync(build, git, shell, cancellationToken)));
        if (build.RunUrl.Length > 0)
        {
            artifact.AddItem([new("name", "CI"), new("url", build.RunUrl)]);
        }

        foreach (var field in fields)
        {
            artifact.AddItem([new("name", field.Name), new("url", field.Value)]);
        }

        AddFolder(artifact, build, git.Folder, variables, shell);
        return artifact;
    }

    // A shallow checkout of a pull request's merge lacks the head of it, and the remote may be out of reach.
    private static async Task<CommitMetadata> CommitAsync(
        Build build, GitRepository git, Shell shell, CancellationToken cancellationToken)
    {
        if (await git.FindAsync(build.Sha, cancellationToken) is { } commit)
        {
            return commit;
        }

        await shell.Error.WriteLineAsync(
            $"⚠️ {build.Sha} is not in this checkout and cannot be fetched: "
            + "author and message are those of the commit that is checked out.");
        return await git.FindAsync("HEAD", cancellationToken)
            ?? throw new CliException($"There is no commit in {git.Folder}: gimlet ship works in a checkout.");
    }

    private static JsonObject Version(Build build, CommitMetadata commit)
    {
        var version = new JsonObject { ["created"] = commit.Created.ToUnixTimeSeconds() };
        foreach (var (field, value) in new[]
        {
            ("repositoryName", build.Repository),
            ("sha", build.Sha),
            ("branch", build.Branch),
            ("event", build.Event),
            ("sourceBranch", build.IsPullRequest ? build.Branch : ""),
            ("targetBranch", build.TargetBranch),
            ("tag", build.Tag),
            ("authorName", commit.AuthorName),
            ("authorEmail", commit.AuthorEmail),
            ("committerName", commit.CommitterName),
            ("committerEmail", commit.CommitterEmail),
            ("message", commit.Message),
            ("url", build.Url),
        })
        {
            if (value.Length > 0)
            {
                version[field] = value;
            }
        }

        return version;
    }

    private static void AddFolder(
        ArtifactDocument artifact, Build build, string checkout, EnvironmentVariables variables, Shell shell)
    {
        var folder = new ManifestFolder(checkout);
        var manifests = folder.Manifests();
        if (manifests.Count == 0)
        {
            shell.Error.WriteLine($"⚠️ There are no manifests in {Path.Combine(checkout, ".gimlet")}.");
        }

        foreach (var manifest in manifests)
        {
            artifact.AddEnvironment(EnvironmentFile.Read(manifest));
        }

        var file = folder.VariablesFile() is { } path ? DotEnv.Read(path) : [];
        var shipped = new ShippedVariables(build, variables, file);
        artifact.AddContext(shipped.Context);
        artifact.AddVars(shipped.Vars);
        if (shipped.LeftOut.Count > 0)
        {
            shell.Error.WriteLine($"Left out, because they look like secrets: {string.Join(", ", shipped.LeftOut)}");
        }
    }
}
