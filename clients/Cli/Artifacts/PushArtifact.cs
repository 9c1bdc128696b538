using System.CommandLine;
using System.Text.Json;
using Gimlet.Cli.Parsing;
using Gimlet.Cli.Server;

namespace Gimlet.Cli.Artifacts;

internal static class PushArtifact
{
    public static Command Create(Shell shell)
    {
        var file = ArtifactFileOption.Create("The artifact to ship.");
        var output = OutputOption.Create();
        var server = new ServerOptions(shell);
        var command = new ExampleCommand(
            "push", "Ships an artifact to Gimlet.", "gimlet artifact push -f artifact.json -o json | jq -r .id")
        {
            file, output,
        };
        server.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var artifact = ArtifactDocument.Read(result.GetRequiredValue(file));
            using var gimlet = server.Connect(result);
            var stored = await SendAsync(gimlet, artifact, cancellationToken);
            if (result.GetValue(output) != OutputOption.Json)
            {
                await shell.Output.WriteLineAsync("Artifact saved");
            }

            shell.Write(CliJson.Write(stored));
        });
        return command;
    }

    /// <summary>Ships an artifact; the answer is the artifact as it is stored, with its id.</summary>
    public static Task<JsonElement> SendAsync(
        GimletServer server, ArtifactDocument artifact, CancellationToken cancellationToken) =>
        server.PostAsync(new Route("api/artifact"), artifact.ToJson(), cancellationToken);
}
