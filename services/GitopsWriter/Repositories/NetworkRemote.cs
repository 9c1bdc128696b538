using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Gimlet.GitopsWriter.Access;
using Gimlet.GitopsWriter.Packs;
using Gimlet.GitopsWriter.Servers;
using Gimlet.Helm.Sources;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>A repository behind SSH or HTTPS, with a bare clone of its branch on disk.</summary>
internal sealed class NetworkRemote : IRemote
{
    private const string Origin = "origin";
    private const string FirstBytes = "gimlet.firstbytes";
    private const int Outgrown = 4;

    // A first fetch may bring a large repository over a slow line, and only silence says that it will not end.
    private static readonly TimeSpan LongestFetch = TimeSpan.FromHours(6);

    private readonly RepositorySettings _settings;
    private readonly GitopsOptions _options;
    private readonly HttpCredentials _credentials;
    private readonly TimeProvider _clock;
    private readonly string _path;
    private readonly string _reference;
    private readonly HttpClient? _http;
    private readonly SshOptions? _ssh;

    public NetworkRemote(
        RepositorySettings settings, GitopsOptions options, HttpCredentials credentials, TimeProvider clock)
    {
        _settings = settings;
        _options = options;
        _credentials = credentials;
        _clock = clock;
        _reference = $"refs/heads/{settings.Branch}";

        // The address may be longer than a file name, and two branches of one repository are two clones.
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.ToString())))[..16];
        _path = Path.Combine(options.RepositoriesPath, $"{name}.git");
        _http = settings.IsSsh ? null : CreateClient(options.HttpCaPath);
        _ssh = settings.IsSsh ? new SshOptions(settings, options) : null;
    }

    public bool IsLocal => false;

    public Repository Open()
    {
        if (!Repository.IsValid(_path))
        {
            Discard(_path);
            Repository.Init(_path, isBare: true);
        }

        // A process that was killed in the middle of a fetch leaves these, and this folder has no other user.
        foreach (var abandoned in Directory.EnumerateFiles(_path, "*.lock", SearchOption.AllDirectories).ToList())
        {
            File.Delete(abandoned);
        }

        var repository = new Repository(_path);
        if (repository.Network.Remotes[Origin] is null)
        {
            repository.Network.Remotes.Add(Origin, FetchSession.AddressFor(_settings.IsSsh));
        }
        else
        {
            repository.Network.Remotes.Update(Origin, remote => remote.Url = FetchSession.AddressFor(_settings.IsSsh));
        }

        return repository;
    }

    public bool IsBlank(Repository repository) => repository.Refs[_reference] is null;

    public void Renew(int? depth)
    {
        // Beside the old one until it is whole: half of a history must not look like all of it.
        var path = _path + ".new";
        Discard(path);
        using var patience = new Patience(_options.ServerTimeout, LongestFetch, _clock);
        using var connection = Connect(patience);
        var options = new CloneOptions { IsBare = true };
        options.FetchOptions.Depth = depth ?? 0;
        options.FetchOptions.TagFetchMode = TagFetchMode.None;
        var address = FetchSession.AddressFor(_settings.IsSsh);
        new FetchSession(connection).Run(() => Repository.Clone(address, path, options));
        using (var repository = new Repository(path))
        {
            var tracking = repository.Refs[$"refs/remotes/{Origin}/{_settings.Branch}"];
            var branch = tracking?.ResolveToDirectReference().Target;
            foreach (var reference in repository.Refs.ToList())
            {
                repository.Refs.Remove(reference);
            }

            if (branch is not null)
            {
                repository.Refs.Add(_reference, branch.Id);
            }

            repository.Config.Set(FirstBytes, new PackFiles(path).Bytes());
        }

        Discard(_path);
        Directory.Move(path, _path);
    }

    public bool HasOutgrown(Repository repository)
    {
        var bytes = new PackFiles(_path).Bytes();
        if (repository.Config.Get<long>(FirstBytes) is { } first)
        {
            return bytes > Math.Max(_options.CloneBytes, Outgrown * first.Value);
        }

        // It began as an empty branch, or was made by a version that did not keep this.
        repository.Config.Set(FirstBytes, bytes);
        return false;
    }

    public ObjectId? Fetch(Repository repository)
    {
        var fetch = new FetchOptions
        {
            TagFetchMode = TagFetchMode.None,

            // Otherwise a branch that was deleted would still be here.
            Prune = true,
        };
        using var patience = new Patience(_options.ServerTimeout, LongestFetch, _clock);
        using var connection = Connect(patience);
        new FetchSession(connection).Run(
            () => Commands.Fetch(repository, Origin, [$"+{_reference}:{_reference}"], fetch, logMessage: null));
        return repository.Refs[_reference]?.ResolveToDirectReference().Target.Id;
    }

    public void Push(Repository repository, ObjectId? expected, ObjectId tip, Pack pack)
    {
        using var patience = new Patience(_options.ServerTimeout, _options.PushTimeout, _clock);
        using (var connection = Connect(patience))
        {
            new ReceivePack(connection, _reference).Push(expected, tip, pack);
        }

        // For the next fetch, which tells the server what is here.
        repository.Refs.Add(_reference, tip, allowOverwrite: true);
    }

    public void Discard() => Discard(_path);

    public void Dispose()
    {
        _http?.Dispose();
        _ssh?.Dispose();
    }

    private static void Discard(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static HttpClient CreateClient(string authoritiesPath)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseHeadersLength = 64,
        };
        if (authoritiesPath.Length > 0)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = new ServerCertificates(authoritiesPath).Validate;
        }

        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("git", "2.0"));
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Gimlet", "1.0"));
        return client;
    }

    private IGitConnection Connect(Patience patience) => _ssh is null
        ? new HttpConnection(_http!, _settings, _credentials, patience)
        : new SshConnection(_settings.Url, _ssh.Write(_path), patience);
}
