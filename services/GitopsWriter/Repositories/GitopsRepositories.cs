using Gimlet.GitopsWriter.Access;
using Gimlet.Hosting;
using Gimlet.Persistence;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Every configured repository, and which of them an environment is written to.</summary>
internal sealed class GitopsRepositories : IRevisionGraphs, IDisposable
{
    private readonly GitHubApp _gitHub;
    private readonly Dictionary<(string Address, string Branch), GitopsRepository> _repositories = [];

    public GitopsRepositories(
        IOptions<GitopsOptions> options,
        ServiceIdentity identity,
        [FromKeyedServices(GitopsWriterService.DatabaseName)] Database database,
        TimeProvider clock)
    {
        _gitHub = new GitHubApp(options.Value, clock);
        var credentials = new HttpCredentials(options.Value, _gitHub);
        Settings = RepositorySettingsReader.Read(options.Value, identity.IsStandalone).Repositories;
        foreach (var settings in Settings)
        {
            IRemote remote = settings.LocalPath is null
                ? new NetworkRemote(settings, options.Value, credentials, clock)
                : new LocalRemote(settings, options.Value, clock);
            _repositories.TryAdd(
                (settings.Address, settings.Branch), new GitopsRepository(settings, remote, database, clock));
        }
    }

    /// <summary>As configured; the default repository comes first.</summary>
    public IReadOnlyList<RepositorySettings> Settings { get; }

    public IReadOnlyCollection<GitopsRepository> All => _repositories.Values;

    IReadOnlyList<IRevisionGraph> IRevisionGraphs.All => [.. _repositories.Values];

    /// <summary>The settings for an environment: its own, else the default ones; null when there are neither.</summary>
    public RepositorySettings? SettingsOf(string env) =>
        Settings.FirstOrDefault(settings => settings.Env == env)
        ?? Settings.FirstOrDefault(settings => settings.Env.Length == 0);

    public GitopsRepository Of(RepositorySettings settings) => _repositories[(settings.Address, settings.Branch)];

    public IRevisionGraph? For(string env) => SettingsOf(env) is { } settings ? Of(settings) : null;

    public void Dispose()
    {
        foreach (var repository in _repositories.Values)
        {
            repository.Dispose();
        }

        _gitHub.Dispose();
    }
}
