using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.Json;
using Gimlet.Cli.About;
using Gimlet.Cli.Artifacts;
using Gimlet.Cli.Completion;
using Gimlet.Cli.Manifests;
using Gimlet.Cli.Parsing;
using Gimlet.Cli.Releases;
using Gimlet.Cli.Ship;

namespace Gimlet.Cli;

/// <summary>The whole command line: one <c>Create</c> per folder, one place for exit codes.</summary>
internal static class CommandLine
{
    public static RootCommand Create(Shell shell)
    {
        var root = new RootCommand("Ships artifacts to Gimlet, and makes, follows and undoes releases.")
        {
            ArtifactCommands.Create(shell),
            ReleaseCommands.Create(shell),
            ManifestCommands.Create(shell),
            ShipCommand.Create(shell),
            CompletionCommand.Create(shell),
            VersionCommand.Create(shell),
        };
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        var help = new HelpOption("--help", "-h");
        help.Action = new ExampleHelp((HelpAction)help.Action!);
        root.Options.Add(help);
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction(shell);
        return root;
    }

    /// <summary>Runs one command: 0 is success, 1 a failure with its reason on standard error, 2 wrong usage.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Shell shell)
    {
        var root = Create(shell);
        try
        {
            var words = OptionValues.Bind(SplitVariables.Rejoin(arguments), root).ToList();
            var result = root.Parse(words, ParserSettings.Create());
            return result.Action is ParseErrorAction
                ? UsageError.Show(result, shell)
                : await result.InvokeAsync(new InvocationConfiguration
                {
                    Output = shell.Output,
                    Error = shell.Error,
                    EnableDefaultExceptionHandler = false,
                });
        }
        catch (CliException e)
        {
            await shell.Error.WriteLineAsync($"❌ {OneLine.Of(e.Message)}");
            return e.ExitCode;
        }
        catch (JsonException)
        {
            await shell.Error.WriteLineAsync(
                "❌ The server's answer is not what this command line knows: are both Gimlet, and of one version?");
            return ExitCode.Failure;
        }
        catch (OperationCanceledException)
        {
            await shell.Error.WriteLineAsync("❌ Interrupted.");
            return ExitCode.Interrupted;
        }
    }
}
