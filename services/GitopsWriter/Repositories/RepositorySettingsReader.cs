using System.Text.RegularExpressions;
using Gimlet.Manifests;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Reads <c>GITOPS_REPO</c> and <c>GITOPS_REPOS</c>; collects everything that is wrong with them.</summary>
internal sealed partial class RepositorySettingsReader(GitopsOptions options)
{
    private readonly List<RepositorySettings> _repositories = [];
    private readonly List<string> _errors = [];

    /// <summary>The default repository comes first. Without any, standalone has the embedded one.</summary>
    public static (IReadOnlyList<RepositorySettings> Repositories, IReadOnlyList<string> Errors) Read(
        GitopsOptions options, bool standalone)
    {
        var reader = new RepositorySettingsReader(options);
        reader.ReadAll(standalone);
        return (reader._repositories, reader._errors);
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$")]
    private static partial Regex OwnerAndName();

    // The host must not look like an option of ssh.
    [GeneratedRegex(@"^([A-Za-z0-9._-]+@)?[A-Za-z0-9][A-Za-z0-9.-]*:[^\s-][^\s]*$")]
    private static partial Regex ScpAddress();

    private void ReadAll(bool standalone)
    {
        if (options.Repository.Length > 0)
        {
            Add("GITOPS_REPO", "", options.Repository, options.DeployKeyPath, "GITOPS_REPO_DEPLOY_KEY_PATH", _ => "");
        }

        var number = 0;
        foreach (var entry in options.Repositories.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            ReadEntry($"GITOPS_REPOS entry {++number}", entry);
        }

        if (options.Repository.Length == 0 && number == 0)
        {
            AddEmbedded(standalone);
        }

        CheckShared();
        foreach (var (name, path) in new[]
        {
            ("GITOPS_KNOWN_HOSTS_PATH", options.HostKeyChecking == "yes" ? options.KnownHostsPath : ""),
            ("GITOPS_HTTP_CA_PATH", options.HttpCaPath),
            ("GITOPS_HTTP_TOKEN_PATH", options.HttpTokenPath),
        })
        {
            CheckFile(name, path);
        }
    }

    private void AddEmbedded(bool standalone)
    {
        if (!standalone)
        {
            _errors.Add("GITOPS_REPO or GITOPS_REPOS must name the gitops repository");
            return;
        }

        var path = Path.GetFullPath(Path.Combine(options.DataPath, "gitops.git"));
        _repositories.Add(new RepositorySettings { Env = "", Url = path, Branch = options.Branch, Embedded = true });
    }

    private void ReadEntry(string name, string entry)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in entry.Trim().Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            values[parts[0]] = Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : "");
        }

        foreach (var key in values.Keys.Except(["env", "repoPerEnv", "gitopsRepo", "deployKeyPath", "branch"]))
        {
            _errors.Add($"{name} has an unknown field '{key}'");
        }

        var env = values.GetValueOrDefault("env", "");
        if (!DnsLabel.IsValid(env))
        {
            _errors.Add($"{name} must have an env that is a DNS label");
        }
        else if (_repositories.Any(repository => repository.Env == env))
        {
            _errors.Add($"{name} configures the environment '{env}' a second time");
        }

        if (values.GetValueOrDefault("repoPerEnv", "false") is not ("true" or "false"))
        {
            _errors.Add($"{name}: repoPerEnv must be true or false");
        }

        Add(
            name,
            env,
            values.GetValueOrDefault("gitopsRepo", ""),
            values.GetValueOrDefault("deployKeyPath") ?? options.DeployKeyPath,
            $"{name}: deployKeyPath",
            key => values.GetValueOrDefault(key, ""));
    }

    private void Add(
        string name, string env, string address, string deployKey, string keyName, Func<string, string> value)
    {
        if (ReadAddress(address.Trim()) is not var (url, credentials))
        {
            _errors.Add($"{name} must be OWNER/NAME, an ssh or https address, or a path beginning with / or .");
            return;
        }

        var branch = value("branch");
        var settings = new RepositorySettings
        {
            Env = env,
            Url = url,
            Credentials = credentials,
            Branch = branch.Length > 0 ? branch : options.Branch,
            RepositoryPerEnv = value("repoPerEnv") == "true",
            DeployKeyPath = deployKey,
        };
        if (settings.IsSsh)
        {
            CheckFile(keyName, deployKey);
        }

        _repositories.Add(settings);
    }

    private (string Url, (string User, string Password)? Credentials)? ReadAddress(string address)
    {
        if (OwnerAndName().IsMatch(address))
        {
            // An app has no SSH key; whoever has both means the deploy key for this repository.
            return options.GitHubAppId.Length > 0 && options.DeployKeyPath.Length == 0
                ? ($"https://github.com/{address}.git", null)
                : ($"git@github.com:{address}.git", null);
        }

        if (address.StartsWith('/') || address.StartsWith("./", StringComparison.Ordinal)
            || address.StartsWith("../", StringComparison.Ordinal))
        {
            return (Path.GetFullPath(address), null);
        }

        if (!address.Contains("://", StringComparison.Ordinal))
        {
            return ScpAddress().IsMatch(address) ? (address, null) : null;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("https" or "http" or "ssh" or "file")
            || (uri.Scheme != "file" && (uri.Host.Length == 0 || uri.Host.StartsWith('-'))))
        {
            return null;
        }

        // The user of an ssh address is part of it; of an https address it is a credential.
        if (uri.UserInfo.Length == 0 || uri.Scheme is "ssh" or "file")
        {
            return (address, null);
        }

        var parts = uri.UserInfo.Split(':', 2);
        var url = new UriBuilder(uri) { UserName = "", Password = "" }.Uri.AbsoluteUri;
        return (url, (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : "")));
    }

    // Two environments at the root of one repository would overwrite each other's apps.
    private void CheckShared()
    {
        foreach (var group in _repositories.GroupBy(repository => (repository.Address, repository.Branch)))
        {
            if (group.Count() > 1 && group.Any(repository => repository.RepositoryPerEnv))
            {
                _errors.Add($"GITOPS_REPOS: {group.Key.Address} has repoPerEnv and more than one environment");
            }
        }
    }

    private void CheckFile(string name, string path)
    {
        if (path.Length > 0 && !File.Exists(path))
        {
            _errors.Add($"{name}: there is no file {path}");
        }
    }
}
