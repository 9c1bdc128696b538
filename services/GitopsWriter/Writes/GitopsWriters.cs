using System.Collections.Frozen;
using System.Diagnostics;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.GitopsWriter.Signing;
using Gimlet.Manifests;
using Gimlet.Persistence;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>Runs a writer per repository and brings every write to the one of its environment.</summary>
internal sealed class GitopsWriters : BackgroundService
{
    private readonly GitopsRepositories _repositories;
    private readonly FrozenDictionary<GitopsRepository, RepositoryWriter> _writers;
    private readonly Announcer _announcer;
    private readonly BusTraffic _traffic;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _renderSlots = new(2 * Environment.ProcessorCount);

    public GitopsWriters(
        GitopsRepositories repositories,
        IManifestRenderer renderer,
        CommitMessage messages,
        CommitSigner signer,
        Announcer announcer,
        BusTraffic traffic,
        CommitStatuses.CommitStatuses statuses,
        IOptions<GitopsOptions> options,
        IHostApplicationLifetime lifetime,
        [FromKeyedServices(GitopsWriterService.DatabaseName)] Database database,
        TimeProvider clock,
        ILogger<GitopsWriters> logger)
    {
        _repositories = repositories;
        _logger = logger;
        _announcer = announcer;
        _traffic = traffic;
        _lifetime = lifetime;
        _writers = repositories.All.ToFrozenDictionary(repository => repository, repository =>
        {
            var store = new WriteStore(database, repository.Repository, repository.Branch, clock);
            return new RepositoryWriter(
                repository,
                new WriteQueue(renderer, _renderSlots),
                new RepositoryLock(database, repository.Repository, repository.Branch),
                new GroupCommit(repository, store, messages, signer, options, clock, logger),
                store,
                announcer,
                statuses,
                options.Value.PushTimeout,
                clock,
                logger);
        });
    }

    /// <summary>Writes that wait or are under way, over all repositories.</summary>
    public int Waiting => _writers.Values.Sum(writer => writer.Waiting);

    /// <summary>
    /// Writes what a message asks for, and returns once the outcome is recorded and announced, however long that takes.
    /// </summary>
    public async Task<Outcome> WriteAsync(Write write, CancellationToken cancellationToken)
    {
        _traffic.Receive(write.Sequence);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, _lifetime.ApplicationStopping);
        return await Add(write, Activity.Current?.Context ?? default).WaitAsync(stopping.Token);
    }

    /// <summary>
    /// Queues a write in a trace. It is not bound to the message that brought it: another message for the same result
    /// joins it instead of starting a second one.
    /// </summary>
    public Task<Outcome> Add(Write write, ActivityContext trace)
    {
        try
        {
            // They become directories; whoever sends messages is not to choose any other.
            DnsLabel.Require("env", write.Env);
            DnsLabel.Require("app", write.App);
        }
        catch (ManifestException e)
        {
            return Task.FromResult(Reject(write.ResultId, e.Message));
        }

        return _repositories.SettingsOf(write.Env) is { } settings
            ? _writers[_repositories.Of(settings)].Add(write, trace, _lifetime.ApplicationStopping)
            : Task.FromResult(Reject(
                write.ResultId,
                $"No gitops repository is configured for '{write.Env}' (GITOPS_REPOS), "
                    + "and no default one (GITOPS_REPO)"));
    }

    /// <summary>Makes the tables of a repository anew from what it holds. Returns the number of commits.</summary>
    public Task<long> RebuildAsync(GitopsRepository repository, CancellationToken cancellationToken) =>
        _writers[repository].RebuildAsync(cancellationToken);

    /// <summary>
    /// Ends a write that belongs to no repository. It is not recorded: asked again, the answer is the same.
    /// </summary>
    public Outcome Reject(string resultId, string reason)
    {
        var outcome = new Outcome { Repository = "", Branch = "", Reason = reason };
        _announcer.Announce(resultId, outcome);
        return outcome;
    }

    public override void Dispose()
    {
        base.Dispose();
        _renderSlots.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var settings in _repositories.Settings)
        {
            var note = settings.Embedded ? " (embedded)" : settings.Env.Length > 0 ? $", for {settings.Env}" : "";
            Log.RepositoryConfigured(_logger, settings.Address, settings.Branch, note);
        }

        return Task.WhenAll(_writers.Values.Select(
            writer => Task.Run(() => writer.RunAsync(stoppingToken), stoppingToken)));
    }
}
