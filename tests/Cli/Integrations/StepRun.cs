using System.Diagnostics;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>How a step of a CI ended.</summary>
internal sealed record StepRun(int ExitCode, string Output, string Errors)
{
    /// <summary>The id of <c>Shipped artifact ID is: ID</c>.</summary>
    public string ArtifactId => After("Shipped artifact ID is: ");

    /// <summary>The id of <c>Deployment ID is: ID</c>.</summary>
    public string ReleaseId => After("Deployment ID is: ");

    /// <summary>Everything that the step printed, for the message of a failed assertion.</summary>
    public string Log => $"{Output}\n{Errors}";

    /// <summary>Runs a program with these variables and no others.</summary>
    public static async Task<StepRun> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new StepRun(process.ExitCode, await output, await errors);
    }

    private string After(string label) =>
        Output.Split('\n').Single(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..];
}
