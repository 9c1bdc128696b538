using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Gimlet.GitopsWriter.Rendering;

/// <summary>The process could not be started: most often there is no such file.</summary>
internal sealed class ProcessStartException(Win32Exception inner) : Exception(inner.Message, inner);

/// <summary>The process wrote more than it may.</summary>
internal sealed class OutputLimitException : Exception;

/// <summary>Runs a process that neither outlives its caller nor fills the memory.</summary>
internal static class BoundedProcess
{
    private const int MaxErrors = 64 * 1024;

    /// <summary>Writes the input to it and returns what it wrote; cancelling kills it and its children.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        ProcessStartInfo start, string input, int outputLimit, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        using var process = Start(start);
        try
        {
            var output = ReadOutputAsync(process, outputLimit);
            var errors = ReadErrorsAsync(process);
            var exit = process.WaitForExitAsync(cancellationToken);
            var all = Task.WhenAll(WriteAsync(process, input), output, errors, exit);

            // Reads of a pipe do not listen to cancellation; they end when the process is killed below.
            await all.WaitAsync(cancellationToken);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ProcessStartException(e);
        }
    }

    private static async Task WriteAsync(Process process, string input)
    {
        try
        {
            var stream = process.StandardInput.BaseStream;
            await stream.WriteAsync(Encoding.UTF8.GetBytes(input));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code and errors say why.
        }
    }

    private static async Task<string> ReadOutputAsync(Process process, int limit)
    {
        using var output = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await process.StandardOutput.BaseStream.ReadAsync(buffer) is var read and > 0)
        {
            if (output.Length + read > limit)
            {
                process.Kill(entireProcessTree: true);
                throw new OutputLimitException();
            }

            output.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }

    private static async Task<string> ReadErrorsAsync(Process process)
    {
        var errors = new StringBuilder();
        var buffer = new char[4096];
        while (await process.StandardError.ReadAsync(buffer) is var read and > 0)
        {
            errors.Append(buffer, 0, Math.Min(read, MaxErrors - errors.Length));
        }

        return errors.ToString();
    }
}
