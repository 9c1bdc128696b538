namespace Gimlet.Testing.Servers;

/// <summary>A RabbitMQ node of the test's own, on loopback, that can be stopped and started.</summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    // Where the node tells its name. Otherwise it would start one as a daemon that outlives every test.
    private readonly ServerProcess _epmd;
    private readonly int _epmdPort = FreePort.Next();
    private readonly ServerProcess _process;
    private readonly int _port = FreePort.Next();

    public RabbitMqServer(string folder)
    {
        Directory.CreateDirectory(folder);
        _epmd = new ServerProcess(
            "epmd",
            "/usr/bin/epmd",
            ["-port", $"{_epmdPort}", "-address", "127.0.0.1"],
            new Dictionary<string, string?>(),
            Path.Combine(folder, "epmd.log"));
        _process = new ServerProcess(
            "RabbitMQ", Program, [], Environment(folder), Path.Combine(folder, "rabbitmq.log"));
    }

    public static bool Installed => File.Exists(Program);

    public string Address => $"amqp://guest:guest@127.0.0.1:{_port}/";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_epmd.Running)
        {
            _epmd.Start();
            await _epmd.WaitForPortAsync(_epmdPort, cancellationToken);
        }

        _process.Start();
        await _process.WaitForPortAsync(_port, cancellationToken);
    }

    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _epmd.DisposeAsync();
    }

    private Dictionary<string, string?> Environment(string folder) => new()
    {
        ["HOME"] = folder,
        ["RABBITMQ_NODENAME"] = $"gimlet-{_port}@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = $"{_port}",
        ["RABBITMQ_DIST_PORT"] = $"{FreePort.Next()}",
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "none"),
        ["ERL_EPMD_PORT"] = $"{_epmdPort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
    };
}
