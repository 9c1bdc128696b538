using System.CommandLine;
using Gimlet.Cli.Artifacts;
using Gimlet.Cli.Parsing;
using Gimlet.Cli.Server;
using Gimlet.Cli.Ship.Builds;
using Gimlet.Cli.Ship.Commits;
using Gimlet.Cli.Tracking;

namespace Gimlet.Cli.Ship;

/// <summary>The whole step of a CI in one process: what the plugins for CIs call.</summary>
internal static class ShipCommand
{
    private const string Example = """
        gimlet ship
        gimlet ship --deploy --env staging --app shop --field "image=registry.example.com/shop:1.2.0"
        """;

    public static Command Create(Shell shell)
    {
        var fields = new Option<string[]>("--field")
        {
            Description = "A fact to attach; several in one text are separated by semicolons.",
            HelpName = "name=value",
            Arity = ArgumentArity.OneOrMore,
        };
        var deploy = new Option<bool>("--deploy") { Description = "Deploys the artifact and waits for it." };
        var env = new Option<string>("--env") { Description = "Environment to deploy to.", HelpName = "env" };
        var app = new Option<string>("--app")
        {
            Description = "App to deploy; every app of the environment when absent.",
            HelpName = "app",
        };
        var wait = new Option<bool>("--wait") { Description = "Waits until all that was triggered is deployed." };
        var timeout = TimeoutOption.Create();
        var debug = new Option<bool>("--debug") { Description = "Prints the artifact and ships nothing." };
        var server = new ServerOptions(shell);
        var command = new ExampleCommand("ship", "Ships the commit that a CI has built, and deploys it.", Example)
        {
            fields, deploy, env, app, wait, timeout, debug,
        };
        server.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var target = result.GetValue(deploy) ? TargetOf(result.GetValue(env), result.GetValue(app)) : null;
            var patience = TimeoutOption.Read(result.GetValue(timeout));
            var facts = (result.GetValue(fields) ?? []).SelectMany(ReadFields).ToList();
            using var gimlet = result.GetValue(debug) ? null : server.Connect(result);

            var variables = EnvironmentVariables.OfThisProcess();
            var ofCi = BuildDetection.OfCi(variables);
            var git = new GitRepository(Directory.GetCurrentDirectory(), trustFolder: ofCi is not null);
            var build = await BuildDetection.CompleteAsync(ofCi, git, cancellationToken);
            var artifact = await ArtifactOfBuild.CreateAsync(build, git, variables, facts, shell, cancellationToken);
            if (gimlet is null)
            {
                shell.Write(artifact.ToJson());
                return ExitCode.Success;
            }

            await shell.Error.WriteLineAsync(
                $"Shipping {OneLine.Of(build.Repository)} at {build.Sha} ({build.Event}, found by {build.Ci})");
            return await new Delivery(gimlet, shell, variables)
            {
                Target = target,
                Wait = result.GetValue(wait),
                Timeout = patience,
            }.SendAsync(artifact, build, cancellationToken);
        });
        return command;
    }

    private static (string Env, string? App)? TargetOf(string? env, string? app) => env is { Length: > 0 }
        ? (env, app is { Length: > 0 } ? app : null)
        : throw CliException.Usage("--deploy needs --env, the environment to deploy to.");

    // CIs hand over one text of all fields: name=value;name=value, or one a line.
    private static IEnumerable<Assignment> ReadFields(string text) =>
        text.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(field => Assignment.TryParse(field) ?? throw CliException.Usage(
                $"--field must be name=value, not \"{OneLine.Of(field)}\"."));
}
