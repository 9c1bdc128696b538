using System.CommandLine;
using Gimlet.Cli.Parsing;
using Gimlet.Cli.Server;

namespace Gimlet.Cli.Releases;

internal static class DeleteRelease
{
    public static Command Create(Shell shell)
    {
        var env = ReleaseOptions.Env();
        var app = ReleaseOptions.App();
        var server = new ServerOptions(shell);
        var command = new ExampleCommand(
            "delete", "Deletes an app from an environment.", "gimlet release delete --env staging --app shop")
        {
            env, app,
        };
        server.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            using var gimlet = server.Connect(result);
            var route = new Route("api/delete").With("env", result.GetValue(env)).With("app", result.GetValue(app));
            await gimlet.PostAsync(route, json: null, cancellationToken);
            await shell.Error.WriteLineAsync($"🙆 {result.GetValue(app)} is deleted from {result.GetValue(env)}");
        });
        return command;
    }
}
