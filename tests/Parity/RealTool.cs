using System.Diagnostics;
using System.Text;

namespace Gimlet.Parity;

/// <summary>What a renderer made of a case.</summary>
/// <param name="Output">The YAML; null if it failed.</param>
/// <param name="Error">Why it failed; empty if it did not.</param>
/// <param name="Time">How long it took.</param>
internal sealed record Rendering(string? Output, string Error, TimeSpan Time);

/// <summary>helm or kubectl, run as a process.</summary>
internal sealed class RealTool(string path)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The tool named by a variable, or on the PATH; null when there is none.</summary>
    public static RealTool? Find(string name, string variable)
    {
        var candidates = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .Prepend(Environment.GetEnvironmentVariable(variable) ?? "");
        return candidates.FirstOrDefault(File.Exists) is { } path ? new RealTool(path) : null;
    }

    public async Task<Rendering> RunAsync(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Utf8,
        };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var text = await output;
        var time = watch.Elapsed;
        return process.ExitCode == 0 ? new(text, "", time) : new(null, await errors, time);
    }
}
