using System.CommandLine;
using System.Text.Json;
using Gimlet.Cli.Listing;
using Gimlet.Cli.Parsing;
using Gimlet.Cli.Server;

namespace Gimlet.Cli.Artifacts;

internal static class ListArtifacts
{
    public static Command Create(Shell shell)
    {
        var repository = TextOption.Optional("--repository", "Only of this repository.", "name", "--repo");
        var branch = TextOption.Optional("--branch", "Only of this branch.", "name");
        var kind = TextOption.Optional("--event", "Only of this event.", "push|tag|pr");
        var source = TextOption.Optional("--sourceBranch", "Only pull requests from this branch.", "name");
        var sha = TextOption.Many("--sha", "Only of these commits.", "hash");
        var paging = new PagingOptions();
        var output = OutputOption.Create();
        var server = new ServerOptions(shell);
        var command = new ExampleCommand(
            "list",
            "Lists artifacts, the newest at the bottom.",
            "gimlet artifact list --repo team/shop --branch main --limit 10")
        {
            repository, branch, kind, source, sha, output,
        };
        paging.AddTo(command);
        server.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var route = new Route("api/artifacts")
                .With("repository", result.GetValue(repository))
                .With("branch", result.GetValue(branch))
                .With("event", result.GetValue(kind))
                .With("sourceBranch", result.GetValue(source));
            foreach (var hash in result.GetValue(sha) ?? [])
            {
                route.With("sha", hash);
            }

            using var gimlet = server.Connect(result);
            var newestFirst = await gimlet.GetAsync(paging.Apply(result, route), cancellationToken);
            var artifacts = paging.IsReverse(result) ? newestFirst : newestFirst.Reversed();
            if (result.GetValue(output) == OutputOption.Json)
            {
                shell.Write(CliJson.Write(artifacts));
            }
            else
            {
                ArtifactList.Show(artifacts.Deserialize(CliJson.Default.ArtifactSummaryArray)!, shell);
            }
        });
        return command;
    }
}
