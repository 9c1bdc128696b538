using System.ComponentModel;
using System.Diagnostics;
using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Servers;

/// <summary>The ssh program with git's service at its other end: one stream there and back.</summary>
internal sealed class SshConnection(string address, IReadOnlyList<string> options, Patience patience) : IGitConnection
{
    // It ends by itself once both sides have said everything.
    private static readonly TimeSpan Leave = TimeSpan.FromSeconds(2);

    private readonly ServerWords _words = new();
    private ProcessStream? _stream;

    public bool IsStateless => false;

    public string Words
    {
        get
        {
            // Its last words come just before it ends.
            _stream?.WaitForEnd(Leave);
            return _words.ToString();
        }
    }

    public GitStream List(string service) => _stream = new ProcessStream(Start(service), patience, _words);

    public GitStream Exchange(string service) =>
        _stream ?? throw new InvalidOperationException("The server lists its branches first");

    public void Dispose() => _stream?.End(Leave);

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private Process Start(string service)
    {
        var target = SshAddress.Parse(address);
        var start = new ProcessStartInfo("ssh", options)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (target.Port is { } port)
        {
            start.ArgumentList.Add("-p");
            start.ArgumentList.Add($"{port}");
        }

        start.ArgumentList.Add("--");
        start.ArgumentList.Add(target.Destination);
        start.ArgumentList.Add($"{service} {Quote(target.Path)}");
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("A process was not started");
        }
        catch (Win32Exception e)
        {
            throw new RemoteRefusedException($"SSH remotes need the ssh program: {e.Message}", isAccess: true, e);
        }
    }

    private sealed class ProcessStream : GitStream
    {
        private readonly Process _process;
        private readonly Patience _patience;
        private readonly Stream _input;
        private readonly Stream _output;
        private readonly Task _errors;
        private readonly CancellationTokenRegistration _registration;

        public ProcessStream(Process process, Patience patience, ServerWords words)
        {
            _process = process;
            _patience = patience;
            _input = process.StandardInput.BaseStream;
            _output = process.StandardOutput.BaseStream;
            _errors = Task.Run(() => Drain(process.StandardError.BaseStream, words));

            // Nothing else wakes who reads from a pipe.
            _registration = patience.Token.Register(Kill);
        }

        public override int Read(Span<byte> buffer)
        {
            using var watch = _patience.Begin();
            var count = _output.Read(buffer);
            return count > 0 || !_patience.IsOver ? count : throw _patience.Failure();
        }

        public override void Write(ReadOnlySpan<byte> content)
        {
            using var watch = _patience.Begin();
            try
            {
                _input.Write(content);
                _input.Flush();
            }
            catch (IOException e) when (_patience.IsOver)
            {
                throw _patience.Failure(e);
            }
            catch (IOException)
            {
                // It hung up. What it said before tells why, and is read next.
            }
        }

        public void WaitForEnd(TimeSpan time)
        {
            _process.WaitForExit(time);
            _errors.Wait(time);
        }

        public void End(TimeSpan time)
        {
            try
            {
                _input.Dispose();
            }
            catch (IOException)
            {
                // It ended first.
            }

            if (!_process.WaitForExit(time))
            {
                Kill();
            }

            _registration.Dispose();
            _process.Dispose();
        }

        private static void Drain(Stream errors, ServerWords words)
        {
            var buffer = new byte[1024];
            while (errors.Read(buffer) is > 0 and var count)
            {
                words.Add(buffer.AsSpan(0, count));
            }
        }

        private void Kill()
        {
            try
            {
                _process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // It ended by itself.
            }
        }
    }
}
