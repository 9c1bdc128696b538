using System.CommandLine;
using System.Text.Json;
using Gimlet.Cli.Parsing;
using Gimlet.Cli.Server;
using Spectre.Console;

namespace Gimlet.Cli.Releases;

internal static class ShowStatus
{
    private const string NoRelease = "Release data not available";

    public static Command Create(Shell shell)
    {
        var env = ReleaseOptions.Env();
        var app = ReleaseOptions.OptionalApp();
        var output = OutputOption.Create();
        var server = new ServerOptions(shell);
        var command = new ExampleCommand(
            "status", "Shows the present release of each app.", "gimlet release status --env staging")
        {
            env, app, output,
        };
        server.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var route = new Route("api/status").With("env", result.GetValue(env)).With("app", result.GetValue(app));
            using var gimlet = server.Connect(result);
            var status = await gimlet.GetAsync(route, cancellationToken);
            if (result.GetValue(output) == OutputOption.Json)
            {
                shell.Write(CliJson.Write(status));
            }
            else
            {
                Show(status.Deserialize(CliJson.Default.DictionaryStringRelease)!, shell);
            }
        });
        return command;
    }

    private static void Show(Dictionary<string, Release?> status, Shell shell)
    {
        if (status.Count == 0)
        {
            shell.Error.WriteLine("Nothing is released there.");
        }
        else if (shell.IsForPeople)
        {
            var table = ReleaseList.Table();
            foreach (var (app, release) in status.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                table.AddRow(release is null
                    ? [new Text(OneLine.Of(app)), new Text(NoRelease)]
                    : ReleaseList.Row(release, shell.Clock));
            }

            shell.Show(table);
        }
        else
        {
            foreach (var (app, release) in status.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Write(app, release, shell);
            }
        }
    }

    private static void Write(string app, Release? release, Shell shell)
    {
        shell.Output.WriteLine(OneLine.Of(app));
        if (release is null)
        {
            shell.Output.WriteLine($"{NoRelease}\n");
        }
        else
        {
            ReleaseList.Write(release, shell);
        }
    }
}
