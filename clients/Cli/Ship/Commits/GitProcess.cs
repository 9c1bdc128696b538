using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Gimlet.Cli.Ship.Commits;

/// <summary>Runs git in a folder.</summary>
/// <remarks>
/// The git of the machine rather than LibGit2Sharp: its native library must lie beside the program, which would no
/// longer be one file, and every CI that has a checkout has git, with the credentials to fetch a missing commit.
/// </remarks>
internal sealed class GitProcess(string folder, bool trustFolder)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What git prints, without the last line break; null when it fails.</summary>
    public async Task<string?> TryRunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var (exitCode, output, _) = await RunAsync(arguments, cancellationToken);
        return exitCode == 0 ? output : null;
    }

    /// <summary>The same, and an error where git fails.</summary>
    public async Task<string> RunAsync(string purpose, CancellationToken cancellationToken, params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments, cancellationToken);
        return exitCode == 0
            ? output
            : throw new CliException($"Cannot {purpose} in {folder}: {errors.Trim().ReplaceLineEndings("; ")}");
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, (await output).TrimEnd('\n'), await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Utf8,
        };

        // In a container the checkout often belongs to another user, which git refuses until it is told to trust it.
        if (trustFolder)
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add("safe.directory=*");
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new CliException($"Cannot run git, which tells about the commit: {e.Message}");
        }
    }
}
