using System.Security.Cryptography;
using System.Text;
using Gimlet.GitopsWriter.Access;
using LibGit2Sharp;
using LibGit2Sharp.Handlers;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>A repository behind SSH or HTTPS, with a bare clone of its branch on disk.</summary>
internal sealed class NetworkRemote(RepositorySettings settings, GitopsOptions options, HttpCredentials credentials)
    : IRemote
{
    private const string Origin = "origin";

    // The address may be longer than a file name, and two branches of one repository are two clones.
    private readonly string _path = Path.Combine(
        options.RepositoriesPath,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.ToString())))[..16] + ".git");

    private readonly SshCommand? _ssh = settings.IsSsh ? new SshCommand(settings, options) : null;
    private readonly ServerCertificate _certificate = new(options.HttpCaPath);
    private readonly string _refspec = $"+refs/heads/{settings.Branch}:refs/heads/{settings.Branch}";

    public bool IsLocal => false;

    public Repository Open()
    {
        if (!Repository.IsValid(_path))
        {
            Discard();
            Repository.Init(_path, isBare: true);
        }

        // A process that was killed in the middle of a fetch leaves these, and this folder has no other user.
        foreach (var abandoned in Directory.EnumerateFiles(_path, "*.lock", SearchOption.AllDirectories).ToList())
        {
            File.Delete(abandoned);
        }

        var repository = new Repository(_path);
        try
        {
            if (repository.Network.Remotes[Origin] is null)
            {
                repository.Network.Remotes.Add(Origin, settings.Url, _refspec);
            }
            else
            {
                repository.Network.Remotes.Update(Origin, remote => remote.Url = settings.Url);
            }

            if (_ssh is not null)
            {
                repository.Config.Set("core.sshCommand", _ssh.Write(_path), ConfigurationLevel.Local);
            }

            return repository;
        }
        catch (LibGit2SharpException e)
        {
            repository.Dispose();
            throw new RepositoryDamagedException(e.Message, e);
        }
    }

    public ObjectId? Fetch(Repository repository)
    {
        var fetch = new FetchOptions
        {
            CredentialsProvider = Credentials(),
            CertificateCheck = _certificate.Check,
            TagFetchMode = TagFetchMode.None,

            // Otherwise a branch that was deleted would come back with our next push.
            Prune = true,
        };
        Run(() => Commands.Fetch(repository, Origin, [_refspec], fetch, logMessage: null));
        return repository.Refs[$"refs/heads/{settings.Branch}"]?.ResolveToDirectReference().Target.Id;
    }

    public void Push(Repository repository, ObjectId? expected, ObjectId tip)
    {
        // Git only asks whether the branch can be moved forward. One that was set back on purpose would get back what
        // was
        // taken from it, so it has to be where we think that it is; from here on the server compares.
        var presentTip = expected;
        var errors = new List<string>();
        var push = new PushOptions
        {
            CredentialsProvider = Credentials(),
            CertificateCheck = _certificate.Check,
            OnPushStatusError = error => errors.Add(error.Message),
            OnNegotiationCompletedBeforePush = updates =>
            {
                presentTip = updates.Select(update => update.SourceObjectId).FirstOrDefault(id => id != ObjectId.Zero);
                return presentTip == expected;
            },
        };
        var origin = repository.Network.Remotes[Origin];
        try
        {
            Run(() => repository.Network.Push(origin, [$"{tip.Sha}:refs/heads/{settings.Branch}"], push));
        }
        catch (RemoteRefusedException e) when (presentTip != expected)
        {
            throw new BranchMovedException($"{settings.Branch} is at {presentTip?.Sha ?? "no commit"}", e);
        }

        if (errors.Count > 0)
        {
            throw RemoteErrors.OfStatus(string.Join("; ", errors));
        }
    }

    public void Discard()
    {
        if (Directory.Exists(_path))
        {
            Directory.Delete(_path, recursive: true);
        }
    }

    private CredentialsHandler? Credentials()
    {
        if (credentials.Find(settings) is not var (user, password) || password.Length == 0)
        {
            return null;
        }

        return (_, _, _) => new UsernamePasswordCredentials { Username = user, Password = password };
    }

    private void Run(Action action)
    {
        try
        {
            action();
        }
        catch (LibGit2SharpException e)
        {
            throw RemoteErrors.Of(e, _ssh?.ReadErrors(_path));
        }
    }
}
