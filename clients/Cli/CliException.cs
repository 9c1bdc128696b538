namespace Gimlet.Cli;

/// <summary>Ends a command with one line that says what is wrong and what to do.</summary>
internal class CliException(string message, int exitCode = ExitCode.Failure) : Exception(message)
{
    public int ExitCode => exitCode;

    public static CliException Usage(string message) => new(message, Cli.ExitCode.WrongUsage);
}
