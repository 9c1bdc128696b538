using System.Diagnostics;

namespace Gimlet.Cli.Tests;

/// <summary>Starts programs that find this build's <c>gimlet</c> on their PATH.</summary>
internal static class ProgramsOnPath
{
    public static ProcessStartInfo Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";

        // The runtime that runs the tests runs the command too, wherever it is installed.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        return start;
    }
}
