using System.CommandLine;
using System.Text.Json;
using Gimlet.Cli.Listing;
using Gimlet.Cli.Parsing;
using Gimlet.Cli.Server;
using Spectre.Console;

namespace Gimlet.Cli.Releases;

internal static class ListReleases
{
    public static Command Create(Shell shell)
    {
        var env = ReleaseOptions.Env();
        var app = ReleaseOptions.OptionalApp();
        var repository = TextOption.Optional("--repo", "Only of this source repository.", "name");
        var paging = new PagingOptions();
        var output = OutputOption.Create();
        var server = new ServerOptions(shell);
        var command = new ExampleCommand(
            "list",
            "Lists releases, the newest at the bottom; as JSON the newest first.",
            "gimlet release list --env staging --app shop")
        {
            env, app, repository, output,
        };
        paging.AddTo(command);
        server.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var route = new Route("api/releases")
                .With("env", result.GetValue(env))
                .With("app", result.GetValue(app))
                .With("git-repo", result.GetValue(repository));
            using var gimlet = server.Connect(result);
            var newestFirst = await gimlet.GetAsync(paging.Apply(result, route), cancellationToken);
            var isJson = result.GetValue(output) == OutputOption.Json;

            // Scripts of the original take .[0] of the JSON for the newest, people read from the bottom.
            var releases = paging.IsReverse(result) == isJson ? newestFirst.Reversed() : newestFirst;
            if (isJson)
            {
                shell.Write(CliJson.Write(releases));
            }
            else
            {
                Show(releases.Deserialize(CliJson.Default.ReleaseArray)!, shell);
            }
        });
        return command;
    }

    private static void Show(IReadOnlyList<Release> releases, Shell shell)
    {
        if (releases.Count == 0)
        {
            shell.Error.WriteLine("No release matches.");
        }
        else if (shell.IsForPeople)
        {
            var table = ReleaseList.Table();
            foreach (var release in releases)
            {
                table.AddRow(ReleaseList.Row(release, shell.Clock));
            }

            shell.Show(table);
        }
        else
        {
            foreach (var release in releases)
            {
                ReleaseList.Write(release, shell);
            }
        }
    }
}
