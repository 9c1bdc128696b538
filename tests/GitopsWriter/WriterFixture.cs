using System.Collections.Concurrent;
using System.Diagnostics;
using Gimlet.Contracts.Artifacts;
using Gimlet.Contracts.Gitops;
using Gimlet.GitopsWriter.CommitStatuses;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Hosting;
using Gimlet.Hosting.Bus;
using Gimlet.Manifests;
using Gimlet.Persistence;
using Gimlet.Testing.Git;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using KnownStatuses = Gimlet.GitopsWriter.CommitStatuses.CommitStatuses;

namespace Gimlet.GitopsWriter.Tests;

/// <summary>The writer as the service composes it, over a real database and remote, with a renderer of ours.</summary>
internal sealed class WriterFixture : IAsyncDisposable
{
    private static long _sequence;

    private readonly RemoteRepository _remote;
    private readonly Dictionary<string, string?> _settings;
    private ServiceProvider? _services;
    private IBusControl? _bus;

    public WriterFixture(RemoteRepository remote, DatabaseOptions? database = null, string? folder = null)
    {
        _remote = remote;
        Folder = folder ?? Path.Combine(remote.Root, $"writer-{Guid.NewGuid():N}");
        _settings = remote.Settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        _settings["GITOPS_REPO"] = remote.Url;
        _settings["DATA_PATH"] = Folder;
        DatabaseOptions = database ?? new DatabaseOptions { DataPath = Folder };
    }

    public string Folder { get; }

    public DatabaseOptions DatabaseOptions { get; }

    /// <summary>What the policy service would have heard, in order.</summary>
    public ConcurrentQueue<object> Messages { get; } = new();

    /// <summary>Renders the manifest's raw YAML as one file, unless a test wants something else.</summary>
    public FakeRenderer Renderer { get; } = new();

    public string? this[string setting]
    {
        set => _settings[setting] = value;
    }

    public GitopsWriters Writers => Get<GitopsWriters>();

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public Database Database => _services!.GetRequiredKeyedService<Database>(GitopsWriterService.DatabaseName);

    public async Task<WriterFixture> StartAsync(CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        services.AddOptions<GitopsOptions>().Bind(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new ServiceIdentity("standalone", IsStandalone: true));
        services.AddSingleton<IHostApplicationLifetime, Lifetime>();
        services.AddKeyedSingleton(
            GitopsWriterService.DatabaseName,
            (_, _) => Database.Create(DatabaseOptions, GitopsWriterService.DatabaseName));
        services.AddSingleton(_ => Bus.Factory.CreateUsingInMemory(bus => bus.ReceiveEndpoint("policy", endpoint =>
        {
            endpoint.ConcurrentMessageLimit = 1;
            endpoint.Handler<ReleaseWritten>(context => Remember(context.Message));
            endpoint.Handler<ReleaseRejected>(context => Remember(context.Message));
            endpoint.Handler<CommitStatusChanged>(context => Remember(context.Message));
        })));
        services.AddSingleton<BusPublisher>();
        services.AddSingleton<IManifestRenderer>(Renderer);
        services.AddSingleton<CommitScopes>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<StatusJudge>(provider, Database));
        services.AddSingleton<KnownStatuses>();
        GitopsWriterService.AddWriting(services);
        _services = services.BuildServiceProvider();

        await new Migrator(Database, typeof(GitopsWriterService).Assembly).MigrateAsync(cancellationToken);
        _bus = Get<IBusControl>();
        await _bus.StartAsync(cancellationToken);
        await Get<BusPublisher>().StartAsync(cancellationToken);
        await Writers.StartAsync(cancellationToken);
        return this;
    }

    /// <summary>Ends this writer and starts another over the same database and clones.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        await StartAsync(cancellationToken);
    }

    public static ReleaseWrite Release(string app, string content = "kind: ConfigMap\n", string env = "staging")
    {
        var sequence = Interlocked.Increment(ref _sequence);
        return new ReleaseWrite
        {
            ResultId = $"result-{sequence}",
            RequestId = $"request-{sequence}",
            Sequence = sequence,
            App = app,
            Env = env,
            TriggeredBy = "jane",
            ArtifactId = $"owner/{app}-{sequence}",
            Manifest = new Manifest { App = app, Env = env, Manifests = content },
            Version = new ArtifactVersion
            {
                RepositoryName = $"owner/{app}", Sha = new string('a', 40), Message = "Fix it",
            },
        };
    }

    public static RollbackWrite Rollback(string app, string sha, string env = "staging")
    {
        var sequence = Interlocked.Increment(ref _sequence);
        return new RollbackWrite
        {
            ResultId = $"result-{sequence}",
            RequestId = $"request-{sequence}",
            Sequence = sequence,
            App = app,
            Env = env,
            TriggeredBy = "jane",
            TargetSha = sha,
        };
    }

    public static DeleteWrite Delete(string app, string env = "staging")
    {
        var sequence = Interlocked.Increment(ref _sequence);
        return new DeleteWrite
        {
            ResultId = $"result-{sequence}",
            RequestId = $"request-{sequence}",
            Sequence = sequence,
            App = app,
            Env = env,
            TriggeredBy = "jane",
        };
    }

    public Task<Outcome> WriteAsync(Write write) =>
        Writers.Add(write, Activity.Current?.Context ?? default)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>A write that is expected to end in a commit of its own, which is returned.</summary>
    public async Task<string> CommitAsync(Write write)
    {
        var outcome = await WriteAsync(write);
        Assert.True(outcome.Name == "written", outcome.Reason);
        Assert.NotEmpty(outcome.Sha);
        return outcome.Sha;
    }

    public async Task StopAsync()
    {
        if (_services is null)
        {
            return;
        }

        ((Lifetime)Get<IHostApplicationLifetime>()).StopApplication();
        await Writers.StopAsync(CancellationToken.None);
        await Get<BusPublisher>().StopAsync(CancellationToken.None);
        await _bus!.StopAsync(TimeSpan.FromSeconds(5));
        await _services.DisposeAsync();
        _services = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _remote.DisposeAsync();
    }

    private Task Remember(object message)
    {
        Messages.Enqueue(message);
        return Task.CompletedTask;
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
