using System.Diagnostics;
using System.Net;
using Gimlet.Testing.Servers;
using LibGit2Sharp;

namespace Gimlet.Testing.Installations;

/// <summary>A whole Gimlet as an operator would run it: real processes, a real gitops remote, real servers.</summary>
public sealed class Installation : IAsyncDisposable
{
    public const string AdminToken = "gimlet-acceptance-admin-token-0123456789";

    private const string Writer = "GitopsWriter";
    private const char Replica = '-';

    private static readonly string[] Services = ["Artifact", "Policy", Writer, "FluxWatcher", "Gateway"];

    private readonly Dictionary<string, ServerProcess> _processes = [];
    private readonly Dictionary<string, Dictionary<string, string?>> _environments = [];
    private readonly Dictionary<string, (int Http, int Grpc)> _ports = [];

    private Installation(GimletForm form, int writers, string folder)
    {
        Form = form;
        Folder = folder;
        WriterNames = form == GimletForm.Standalone
            ? ["Standalone"]
            : [Writer, .. Enumerable.Range(2, writers - 1).Select(number => $"{Writer}{Replica}{number}")];
        ProcessNames = form == GimletForm.Standalone ? WriterNames : [.. Services, .. WriterNames.Skip(1)];
    }

    public GimletForm Form { get; }

    public string Folder { get; }

    /// <summary>The bare repository that Gimlet pushes to.</summary>
    public string RemotePath => Path.Combine(Folder, "remote.git");

    public RabbitMqServer? RabbitMq { get; private set; }

    public PostgresServer? Postgres { get; private set; }

    /// <summary>Names of the processes, in the order a release meets them; further replicas come last.</summary>
    public IReadOnlyList<string> ProcessNames { get; }

    /// <summary>Names of the processes that write to the gitops repository.</summary>
    public IReadOnlyList<string> WriterNames { get; }

    public Uri Address => new UriBuilder(
        Uri.UriSchemeHttp, "127.0.0.1", _ports[Form == GimletForm.Standalone ? "Standalone" : "Gateway"].Http).Uri;

    public Uri GrpcAddressOf(string process) =>
        new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", _ports[process].Grpc).Uri;

    public Uri HttpAddressOf(string process) =>
        new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", _ports[process].Http).Uri;

    /// <summary>Starts everything and waits until it is ready.</summary>
    /// <param name="form">One process or five.</param>
    /// <param name="settings">More settings for every process; <c>null</c> takes one away.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<Installation> StartAsync(
        GimletForm form, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken) =>
        StartAsync(form, writers: 1, settings, cancellationToken);

    /// <summary>The same with so many replicas of the gitops-writer, where it is a process of its own.</summary>
    public static async Task<Installation> StartAsync(
        GimletForm form,
        int writers,
        IReadOnlyDictionary<string, string?> settings,
        CancellationToken cancellationToken)
    {
        var installation = new Installation(form, writers, CreateFolder());
        try
        {
            await installation.StartServersAsync(cancellationToken);
            installation.Prepare(settings);
            foreach (var process in installation._processes.Values)
            {
                process.Start();
            }

            await installation.WaitUntilReadyAsync(cancellationToken);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    public ServerProcess Process(string name) => _processes[name];

    /// <summary>Runs a command of a process, with its settings, while the process itself does not run.</summary>
    /// <returns>The exit code, and what it printed.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(
        string process, string command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [RepositoryRoot.ProgramOf(process), command])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (variable, value) in _environments[process])
        {
            start.Environment[variable] = value;
        }

        using var run = System.Diagnostics.Process.Start(start)!;
        var output = await run.StandardOutput.ReadToEndAsync(cancellationToken);
        await run.WaitForExitAsync(cancellationToken);
        return (run.ExitCode, output);
    }

    /// <summary>Waits until every process answers that it is ready.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var (name, process) in _processes)
        {
            await Eventually.HoldsAsync(
                () => IsReadyAsync(http, process, HttpAddressOf(name), cancellationToken),
                $"{name} to be ready, see {process.LogPath}",
                TimeSpan.FromSeconds(60),
                cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_processes.Values.Select(process => process.KillAsync()));
        if (RabbitMq is not null)
        {
            await RabbitMq.DisposeAsync();
        }

        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }

        if (Environment.GetEnvironmentVariable("KEEP_TEST_FOLDERS") is null)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    // Not CreateTempSubdirectory, whose folder is closed to the user that PostgreSQL runs as.
    private static string CreateFolder() => Directory.CreateDirectory(
        Path.Combine(Path.GetTempPath(), $"gimlet-test-{Guid.NewGuid():N}")).FullName;

    private static async Task<bool> IsReadyAsync(
        HttpClient http, ServerProcess process, Uri address, CancellationToken cancellationToken)
    {
        if (!process.Running)
        {
            throw new InvalidOperationException($"{process.Name} ended early:\n{process.ReadLog()}");
        }

        try
        {
            using var response = await http.GetAsync(new Uri(address, "/healthz/ready"), cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    private async Task StartServersAsync(CancellationToken cancellationToken)
    {
        Repository.Init(RemotePath, isBare: true);
        if (Form == GimletForm.Standalone)
        {
            return;
        }

        RabbitMq = new RabbitMqServer(Path.Combine(Folder, "rabbitmq"));
        Postgres = new PostgresServer(Path.Combine(Folder, "postgres"));
        await Task.WhenAll(RabbitMq.StartAsync(cancellationToken), Postgres.StartAsync(cancellationToken));
    }

    private void Prepare(IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var name in ProcessNames)
        {
            _ports[name] = (FreePort.Next(), FreePort.Next());
        }

        foreach (var name in ProcessNames)
        {
            var environment = Settings(name);
            foreach (var (setting, value) in settings)
            {
                environment[setting] = value;
            }

            _environments[name] = environment;
            var program = RepositoryRoot.ProgramOf(name.Split(Replica)[0]);
            _processes[name] = new ServerProcess(
                name, "dotnet", [program], environment, Path.Combine(Folder, $"{name}.log"));
        }
    }

    private Dictionary<string, string?> Settings(string name)
    {
        var settings = new Dictionary<string, string?>
        {
            ["BIND_ADDRESS"] = "127.0.0.1",
            ["HTTP_PORT"] = $"{_ports[name].Http}",
            ["GRPC_PORT"] = $"{_ports[name].Grpc}",
            ["DATA_PATH"] = Path.Combine(Folder, name == "Standalone" ? "data" : $"data-{name}"),
            ["GITOPS_REPO"] = RemotePath,
            ["ADMIN_TOKEN"] = AdminToken,
            ["FLUX_SOURCE"] = "none",

            // Repositories of tests are on loopback.
            ["CHARTS_ALLOW_PRIVATE_ADDRESSES"] = "true",
            ["RESYNC_INTERVAL"] = "00:00:05",
            ["RESYNC_INTERVAL_WITHOUT_BUS"] = "00:00:01",
        };
        if (Form == GimletForm.Distributed)
        {
            settings["RABBITMQ_URL"] = RabbitMq!.Address;
            settings["DATABASE_DRIVER"] = "postgres";
            settings["DATABASE_CONFIG"] = Postgres!.Address;
            settings["SERVICE_TOKEN"] = "acceptance-service-token-0123456789";
            settings["ARTIFACT_URL"] = GrpcAddressOf("Artifact").ToString();
            settings["POLICY_URL"] = GrpcAddressOf("Policy").ToString();
            settings["GITOPS_WRITER_URL"] = GrpcAddressOf(Writer).ToString();
            settings["FLUX_WATCHER_URL"] = GrpcAddressOf("FluxWatcher").ToString();
        }

        return settings;
    }
}
