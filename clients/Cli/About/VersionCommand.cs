using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using Gimlet.Cli.Parsing;

namespace Gimlet.Cli.About;

internal static class VersionCommand
{
    /// <summary>For example <c>0.1.0</c>; what builds add after a plus is left out.</summary>
    public static string Number { get; } = typeof(VersionCommand).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static Command Create(Shell shell)
    {
        var command = new ExampleCommand("version", "Shows the version of this program.", "gimlet version")
        {
            Action = new VersionAction(shell),
        };
        return command;
    }
}

internal sealed class VersionAction(Shell shell) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        shell.Output.WriteLine($"gimlet {VersionCommand.Number}");
        return ExitCode.Success;
    }
}
