using System.CommandLine;
using System.Text.Json.Nodes;
using Gimlet.Cli.Parsing;

namespace Gimlet.Cli.Artifacts;

internal static class CreateArtifact
{
    private const string Example = """
        gimlet artifact create \
          --repository team/shop --sha "$(git rev-parse HEAD)" --created "$(git log -1 --format=%cI)" \
          --branch main --event push --message "$(git log -1 --format=%B)" --url https://example.com/team/shop \
          --authorName "Jane Doe" --authorEmail jane@example.com \
          --committerName "Jane Doe" --committerEmail jane@example.com \
          > artifact.json
        """;

    public static Command Create(Shell shell)
    {
        var texts = new (string Field, Option<string> Option)[]
        {
            ("repositoryName", TextOption.Mandatory("--repository", "The repository, like owner/name.", "text")),
            ("sha", TextOption.Mandatory("--sha", "Hash of the commit.", "text")),
            ("branch", TextOption.Mandatory("--branch", "Branch that was built.", "text")),
            ("event", TextOption.Optional("--event", "What started the build; push when absent.", "push|tag|pr")),
            ("sourceBranch", TextOption.Optional("--sourceBranch", "Branch that a pull request is from.", "text")),
            ("targetBranch", TextOption.Optional("--targetBranch", "Branch that a pull request is for.", "text")),
            ("tag", TextOption.Optional("--tag", "Tag that was built.", "text")),
            ("authorName", TextOption.Mandatory("--authorName", "Who wrote the commit.", "text")),
            ("authorEmail", TextOption.Mandatory("--authorEmail", "Address of the author.", "text")),
            ("committerName", TextOption.Mandatory("--committerName", "Who committed it.", "text")),
            ("committerEmail", TextOption.Mandatory("--committerEmail", "Address of the committer.", "text")),
            ("message", TextOption.Mandatory("--message", "Message of the commit.", "text")),
            ("url", TextOption.Mandatory("--url", "Where the commit can be looked at.", "text")),
        };
        var created = TextOption.Mandatory("--created", "Time of the commit in ISO 8601, git's %cI.", "time");
        var output = TextOption.Optional("--output", "File to write; standard output when absent.", "file", "-o");
        var command = new ExampleCommand("create", "Prints a new artifact of a commit.", Example) { created, output };
        foreach (var (_, option) in texts)
        {
            command.Options.Add(option);
        }

        command.SetAction(result =>
        {
            var version = new JsonObject();
            foreach (var (field, option) in texts)
            {
                SetText(version, field, result.GetValue(option) ?? "");
            }

            version["created"] = CommitTime.Parse(result.GetRequiredValue(created));
            version["event"] = ReadEvent((string?)version["event"]);
            var artifact = ArtifactDocument.Of(version).ToJson();
            if (result.GetValue(output) is { Length: > 0 } path)
            {
                TextFile.Replace(path, artifact);
            }
            else
            {
                shell.Write(artifact);
            }
        });
        return command;
    }

    private static void SetText(JsonObject version, string field, string value)
    {
        if (value.Length > 0)
        {
            version[field] = value;
        }
    }

    private static string ReadEvent(string? name) => name switch
    {
        null => "push",
        "push" or "tag" or "pr" => name,
        _ => throw CliException.Usage($"--event is push, tag or pr, not {OneLine.Of(name)}."),
    };
}
