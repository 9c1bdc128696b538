using System.Text.Json.Nodes;
using Gimlet.Manifests;
using LibGit2Sharp;

namespace Gimlet.Standalone.Demo;

/// <summary>The sample app as a commit, in the form of the artifact that CI would make of it.</summary>
internal static class SampleCommit
{
    private const string Name = "demo-app";
    private const string Branch = "main";
    private const string Owner = "example";

    /// <summary>Copies the sample into a repository of its own and commits it, each time anew.</summary>
    public static JsonObject Create(string samplesPath, string folder, DateTimeOffset now)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var source = Path.Combine(samplesPath, Name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        using var repository = new Repository(Repository.Init(folder));
        repository.Refs.UpdateTarget("HEAD", $"refs/heads/{Branch}");
        Commands.Stage(repository, "*");
        var author = new Signature("Jane Doe", "jane@example.com", now);
        return ToArtifact(repository.Commit("Say hello", author, author), folder);
    }

    private static JsonObject ToArtifact(Commit commit, string folder) => new()
    {
        ["version"] = new JsonObject
        {
            ["repositoryName"] = $"{Owner}/{Name}",
            ["sha"] = commit.Sha,
            ["created"] = commit.Author.When.ToUnixTimeSeconds(),
            ["branch"] = Branch,
            ["event"] = "push",
            ["authorName"] = commit.Author.Name,
            ["authorEmail"] = commit.Author.Email,
            ["committerName"] = commit.Committer.Name,
            ["committerEmail"] = commit.Committer.Email,
            ["message"] = commit.Message.Trim(),
            ["url"] = $"https://example.com/{Owner}/{Name}/commit/{commit.Sha}",
        },
        ["context"] = new JsonObject
        {
            ["REPO"] = $"{Owner}/{Name}",
            ["OWNER"] = Owner,
            ["BRANCH"] = Branch,
            ["TAG"] = "",
            ["SHA"] = commit.Sha,
            ["ACTOR"] = "jane",
            ["EVENT"] = "push",
            ["JOB"] = "demo",
        },
        ["environments"] = new JsonArray([.. ReadManifests(folder)]),
    };

    private static IEnumerable<JsonNode?> ReadManifests(string folder) =>
        Directory.EnumerateFiles(Path.Combine(folder, ".gimlet"), "*.yaml").Order(StringComparer.Ordinal)
            .Select(file => JsonNode.Parse(ManifestJson.Write(ManifestReader.ReadYaml(File.ReadAllText(file)))));
}
