using System.Data.Common;
using System.Diagnostics;
using Gimlet.Persistence;

namespace Gimlet.Testing.Servers;

/// <summary>A PostgreSQL server of the test's own, on loopback, that can be stopped and started.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql";

    private readonly string _folder;
    private readonly ServerProcess _process;
    private readonly int _port = FreePort.Next();

    public PostgresServer(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        var data = Path.Combine(folder, "data");
        var (program, arguments) = AsOwner(
            "postgres", "-D", data, "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "max_connections=200");
        _process = new ServerProcess(
            "PostgreSQL", program, arguments, new Dictionary<string, string?>(), folder + ".log");
    }

    public static bool Installed => Directory.Exists(Programs);

    public string Address => $"postgres://gimlet@127.0.0.1:{_port}/postgres";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(_folder, "data")))
        {
            await InitialiseAsync(cancellationToken);
        }

        // What a killed server leaves behind would keep the next one from starting while its id is in use.
        File.Delete(Path.Combine(_folder, "data", "postmaster.pid"));
        _process.Start();
        await _process.WaitForPortAsync(_port, cancellationToken);

        // The port is open some time before the server takes anyone in.
        var options = new DatabaseOptions { Driver = "postgres", Config = Address };
        await using var database = Database.Create(options, "public");
        await Eventually.HoldsAsync(
            () => TakesConnectionsAsync(database, cancellationToken),
            "PostgreSQL to start",
            cancellationToken: cancellationToken);
    }

    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> TakesConnectionsAsync(Database database, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    // PostgreSQL refuses to run as root. setpriv becomes the server itself, so that a kill meets the right process.
    private static (string Program, string[] Arguments) AsOwner(string name, params string[] arguments)
    {
        var version = Directory.GetDirectories(Programs).Order(StringComparer.Ordinal).Last();
        var program = Path.Combine(version, "bin", name);
        return Environment.IsPrivilegedProcess
            ? ("/usr/bin/setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", program, .. arguments])
            : (program, arguments);
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended {process.ExitCode}");
        }
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("/usr/bin/chown", ["postgres", _folder], cancellationToken);
        }

        var (program, arguments) = AsOwner(
            "initdb", "-D", Path.Combine(_folder, "data"), "-U", "gimlet",
            "--auth=trust", "--encoding=UTF8", "--no-sync");
        await RunAsync(program, arguments, cancellationToken);
    }
}
