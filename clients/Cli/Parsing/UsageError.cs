using System.CommandLine;

namespace Gimlet.Cli.Parsing;

/// <summary>Tells of wrong usage in one line, and where more can be read.</summary>
internal static class UsageError
{
    public static int Show(ParseResult result, Shell shell)
    {
        var names = new List<string>();
        for (System.CommandLine.Parsing.SymbolResult? at = result.CommandResult; at is not null; at = at.Parent)
        {
            if (at is System.CommandLine.Parsing.CommandResult { Command: { } command })
            {
                names.Insert(0, command is RootCommand ? "gimlet" : command.Name);
            }
        }

        var problem = result.Errors.Count > 0 ? result.Errors[0].Message : "The command is not complete.";
        shell.Error.WriteLine($"❌ {OneLine.Of(problem)} See: {string.Join(' ', names)} --help");
        return ExitCode.WrongUsage;
    }
}
