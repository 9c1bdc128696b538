using Microsoft.Extensions.Time.Testing;

namespace Gimlet.Cli.Tests;

/// <summary>Runs commands inside the test, for what needs no process.</summary>
internal sealed class TestShell
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    /// <param name="clock">The clock of the command; one that stands still when absent.</param>
    /// <param name="isForPeople">Whether the output is taken for a terminal.</param>
    /// <param name="input">Standard input.</param>
    public TestShell(TimeProvider? clock = null, bool isForPeople = false, string input = "") => Shell = new Shell
    {
        Output = TextWriter.Synchronized(_output),
        Error = TextWriter.Synchronized(_error),
        IsForPeople = isForPeople,
        Clock = clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)),
        Variable = name => Variables.GetValueOrDefault(name),
        AllVariables = () => Variables,
        Input = () => new StringReader(input),
    };

    public Dictionary<string, string> Variables { get; } = [];

    public Shell Shell { get; }

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    /// <summary>Runs a command that needs no server.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var shell = new TestShell();
        var exitCode = await CommandLine.RunAsync(arguments, shell.Shell);
        return (exitCode, shell.Output, shell.Error);
    }

    /// <summary>Runs a command against a server.</summary>
    public async Task<int> RunAsync(Uri server, params string[] arguments)
    {
        Variables["GIMLET_SERVER"] = server.ToString();
        Variables["GIMLET_TOKEN"] = "t";
        return await CommandLine.RunAsync(arguments, Shell);
    }
}
