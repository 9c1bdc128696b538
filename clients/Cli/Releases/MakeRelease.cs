using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gimlet.Cli.Parsing;
using Gimlet.Cli.Server;

namespace Gimlet.Cli.Releases;

internal static class MakeRelease
{
    public static Command Create(Shell shell)
    {
        var env = ReleaseOptions.Env();
        var app = ReleaseOptions.OptionalApp();
        var artifact = TextOption.Mandatory("--artifact", "Id of the artifact.", "id", "-a");
        var output = OutputOption.Create();
        var server = new ServerOptions(shell);
        var command = new ExampleCommand(
            "make",
            "Asks for the release of an artifact.",
            "gimlet release make --env staging --app shop --artifact team/shop-1f2e")
        {
            env, app, artifact, output,
        };
        server.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            using var gimlet = server.Connect(result);
            var id = await SendAsync(
                gimlet,
                new Input(result.GetRequiredValue(env), result.GetValue(app), result.GetRequiredValue(artifact)),
                cancellationToken);
            if (result.GetValue(output) == OutputOption.Json)
            {
                shell.Write(CliJson.Write(new JsonObject { ["id"] = id }));
                return;
            }

            await shell.Error.WriteLineAsync($"🙆 The release is asked for, its id is {id}");
            await shell.Error.WriteLineAsync($"Track it with: gimlet release track {id}");
        });
        return command;
    }

    /// <summary>Asks for a release; the answer is the id to track.</summary>
    public static async Task<string> SendAsync(GimletServer server, Input input, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(input, CliJson.Default.Input);
        return RequestId.Of(await server.PostAsync(new Route("api/releases"), body, cancellationToken));
    }

    /// <summary>Without an app, every app that the artifact has for the environment.</summary>
    internal sealed record Input(string Env, string? App, string ArtifactId);
}
