using System.CommandLine;
using Gimlet.Cli.Parsing;

namespace Gimlet.Cli.Completion;

/// <summary>Prints the script that makes a shell complete <c>gimlet</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create(Shell shell)
    {
        var name = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        name.AcceptOnlyFromAmong([.. CompletionScripts.All.Keys]);
        var command = new ExampleCommand(
            "completion", "Prints the completion script of a shell.", "source <(gimlet completion bash)") { name };
        command.SetAction(result => shell.Output.Write(CompletionScripts.All[result.GetRequiredValue(name)]));
        return command;
    }
}
