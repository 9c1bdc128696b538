using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gimlet.Cli.Parsing;

/// <summary>The parser's own help, and an example after it.</summary>
internal sealed class ExampleHelp(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExampleCommand command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Example:");
            foreach (var line in command.Example.Split('\n'))
            {
                output.WriteLine($"  {line}");
            }
        }

        return ExitCode.Success;
    }
}
