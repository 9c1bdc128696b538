namespace Gimlet.Cli;

/// <summary>What scripts see of a command's end.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongUsage = 2;

    /// <summary>As shells report a program that Ctrl+C ended: 128 and the number of SIGINT.</summary>
    public const int Interrupted = 130;
}
