using System.CommandLine;
using Gimlet.Cli.Parsing;
using Gimlet.Cli.Server;

namespace Gimlet.Cli.Releases;

internal static class RollBackRelease
{
    public static Command Create(Shell shell)
    {
        var env = ReleaseOptions.Env();
        var app = ReleaseOptions.App();
        var to = TextOption.Mandatory("--to", "The gitops commit to go back to.", "hash", "-t");
        var server = new ServerOptions(shell);
        var command = new ExampleCommand(
            "rollback",
            "Asks for an app to be as it was at a gitops commit.",
            "gimlet release rollback --env staging --app shop --to 176da9c2")
        {
            env, app, to,
        };
        server.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            using var gimlet = server.Connect(result);
            var route = new Route("api/rollback")
                .With("env", result.GetValue(env))
                .With("app", result.GetValue(app))
                .With("sha", result.GetValue(to));
            var id = RequestId.Of(await gimlet.PostAsync(route, json: null, cancellationToken));
            await shell.Error.WriteLineAsync($"🙆 The rollback is asked for, its id is {id}");
            await shell.Error.WriteLineAsync($"Track it with: gimlet release track {id}");
        });
        return command;
    }
}
