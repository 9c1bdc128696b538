using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Gimlet.Testing.Servers;

/// <summary>A server that tests start, kill and start again; what it prints goes to a file.</summary>
public sealed class ServerProcess(
    string name,
    string fileName,
    IReadOnlyList<string> arguments,
    IReadOnlyDictionary<string, string?> environment,
    string logPath) : IAsyncDisposable
{
    private Process? _process;
    private StreamWriter? _log;

    public string Name => name;

    public string LogPath => logPath;

    /// <summary>The id of the process while it runs.</summary>
    public int Id => _process?.Id ?? throw new InvalidOperationException($"{name} does not run");

    public bool Running => _process is { HasExited: false };

    public void Start()
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        var log = _log = TextWriterFor(logPath);
        var process = _process = Process.Start(start)
            ?? throw new InvalidOperationException($"{fileName} did not start");
        process.OutputDataReceived += (_, line) => Write(log, line.Data);
        process.ErrorDataReceived += (_, line) => Write(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    /// <summary>kill -9, with everything that the process started.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        _process = null;
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        process.Dispose();
        if (_log is { } log)
        {
            await log.DisposeAsync();
        }
    }

    public Task WaitForPortAsync(int port, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(
            () => CanConnectAsync(port),
            $"{name} on port {port}, see {logPath}",
            TimeSpan.FromSeconds(60),
            cancellationToken);

    public string ReadLog()
    {
        using var stream = new FileStream(logPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private static StreamWriter TextWriterFor(string path) =>
        new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };

    private static void Write(StreamWriter log, string? line)
    {
        lock (log)
        {
            if (line is not null && log.BaseStream?.CanWrite == true)
            {
                log.WriteLine(line);
            }
        }
    }

    private async Task<bool> CanConnectAsync(int port)
    {
        if (!Running)
        {
            throw new InvalidOperationException($"{name} ended early:\n{ReadLog()}");
        }

        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
