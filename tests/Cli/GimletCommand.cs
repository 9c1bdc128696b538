using System.Diagnostics;
using System.Text;
using Gimlet.Testing.Servers;

namespace Gimlet.Cli.Tests;

/// <summary>Runs <c>gimlet</c> as a process of its own, as a CI job does.</summary>
internal sealed class GimletCommand : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private GimletCommand(ProcessStartInfo start)
    {
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} does not start");
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Lines so far.</summary>
    public string Output => Read(_output);

    public string Error => Read(_error);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <summary>Starts a command; the server and its token come from the environment, as in CI.</summary>
    public static GimletCommand Start(Uri? server, params string[] arguments) =>
        Start(server, "a-token", arguments);

    public static GimletCommand Start(Uri? server, string token, string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "gimlet.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]);
        start.Environment["GIMLET_SERVER"] = server?.ToString() ?? "";
        start.Environment["GIMLET_TOKEN"] = token;
        return Start(start);
    }

    /// <summary>Starts any program that calls <c>gimlet</c>.</summary>
    public static GimletCommand Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        start.StandardErrorEncoding = Encoding.UTF8;
        return new GimletCommand(start);
    }

    public static async Task<Result> RunAsync(Uri? server, params string[] arguments)
    {
        using var command = Start(server, arguments);
        return await command.EndAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<Result> EndAsync(TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, Ended);
        await _process.WaitForExitAsync(either.Token);
        return new Result(_process.ExitCode, Output, Error);
    }

    /// <summary>Waits until a line is printed.</summary>
    public Task PrintsAsync(string text) => Eventually.HoldsAsync(
        () => Task.FromResult(
            Output.Contains(text, StringComparison.Ordinal)
                || (_process.HasExited ? throw new InvalidOperationException($"{Output}{Error}") : false)),
        $"{text}\nprinted is: {Output}{Error}",
        Patience,
        Ended);

    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.Append(line).Append('\n');
            }
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    internal sealed record Result(int ExitCode, string Output, string Error)
    {
        /// <summary>Standard error, which must be one line.</summary>
        public string OneError
        {
            get
            {
                Assert.Equal(1, Error.Count(character => character == '\n'));
                return Error.TrimEnd();
            }
        }
    }
}
