using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Where releases are written, and as whom.</summary>
internal sealed record GitopsOptions
{
    /// <summary>The default repository: <c>OWNER/NAME</c> on GitHub, an SSH or HTTPS address, or a path.</summary>
    [ConfigurationKeyName("GITOPS_REPO")]
    public string Repository { get; init; } = "";

    /// <summary>
    /// Repositories of single environments: <c>env=staging&amp;repoPerEnv=true&amp;gitopsRepo=…;env=…</c>.
    /// </summary>
    [ConfigurationKeyName("GITOPS_REPOS")]
    public string Repositories { get; init; } = "";

    [ConfigurationKeyName("GITOPS_BRANCH")]
    [RegularExpression(
        @"^(?![/.-])(?!.*(\.\.|//|@\{|\.lock$|[/.]$))[^\x00-\x20~^:?*\[\\\x7f]+$",
        ErrorMessage = "GITOPS_BRANCH is no name of a git branch")]
    public string Branch { get; init; } = "main";

    [ConfigurationKeyName("GITOPS_REPO_DEPLOY_KEY_PATH")]
    public string DeployKeyPath { get; init; } = "";

    /// <summary>Host keys to trust; the user's and the system's known_hosts when empty.</summary>
    [ConfigurationKeyName("GITOPS_KNOWN_HOSTS_PATH")]
    public string KnownHostsPath { get; init; } = "";

    /// <summary>
    /// <c>yes</c> trusts known hosts alone; <c>accept-new</c> trusts a host's first key from then on.
    /// </summary>
    [ConfigurationKeyName("GITOPS_HOST_KEY_CHECKING")]
    [AllowedValues("yes", "accept-new", ErrorMessage = "GITOPS_HOST_KEY_CHECKING must be yes or accept-new")]
    public string HostKeyChecking { get; init; } = "yes";

    [ConfigurationKeyName("GITOPS_HTTP_USER")]
    public string HttpUser { get; init; } = "git";

    /// <summary>Token or password for HTTPS.</summary>
    [ConfigurationKeyName("GITOPS_HTTP_TOKEN")]
    public string HttpToken { get; init; } = "";

    /// <summary>A file that holds the token; read again at every connection, so that it can be rotated.</summary>
    [ConfigurationKeyName("GITOPS_HTTP_TOKEN_PATH")]
    public string HttpTokenPath { get; init; } = "";

    /// <summary>PEM file of certificate authorities to trust besides the system's.</summary>
    [ConfigurationKeyName("GITOPS_HTTP_CA_PATH")]
    public string HttpCaPath { get; init; } = "";

    /// <summary>The GitHub App whose installation may write, for HTTPS addresses of its host.</summary>
    [ConfigurationKeyName("GITHUB_APP_ID")]
    public string GitHubAppId { get; init; } = "";

    [ConfigurationKeyName("GITHUB_INSTALLATION_ID")]
    [RegularExpression("^[0-9]*$", ErrorMessage = "GITHUB_INSTALLATION_ID must be a number")]
    public string GitHubInstallationId { get; init; } = "";

    /// <summary>The app's key in PEM form, or the path of a file that holds it.</summary>
    [ConfigurationKeyName("GITHUB_PRIVATE_KEY")]
    public string GitHubPrivateKey { get; init; } = "";

    [ConfigurationKeyName("GITHUB_API_URL")]
    public string GitHubApiUrl { get; init; } = "https://api.github.com";

    /// <summary>Token for HTTPS addresses of the host of <see cref="GitLabUrl"/>.</summary>
    [ConfigurationKeyName("GITLAB_ADMIN_TOKEN")]
    public string GitLabToken { get; init; } = "";

    /// <summary>The GitLab server; gitlab.com when empty.</summary>
    [ConfigurationKeyName("GITLAB_URL")]
    public string GitLabUrl { get; init; } = "";

    /// <summary>Folder of the clones; <c>DATA_PATH/repositories</c> when empty.</summary>
    [ConfigurationKeyName("REPO_CACHE_PATH")]
    public string CachePath { get; init; } = "";

    [ConfigurationKeyName("DATA_PATH")]
    public string DataPath { get; init; } = "data";

    [ConfigurationKeyName("GITOPS_COMMITTER_NAME")]
    [Required(ErrorMessage = "GITOPS_COMMITTER_NAME must not be empty")]
    public string CommitterName { get; init; } = "Gimlet";

    [ConfigurationKeyName("GITOPS_COMMITTER_EMAIL")]
    [Required(ErrorMessage = "GITOPS_COMMITTER_EMAIL must not be empty")]
    public string CommitterEmail { get; init; } = "gimlet@localhost";

    /// <summary>Scriban template of the commit message without its trailers; the built-in one when empty.</summary>
    [ConfigurationKeyName("GITOPS_COMMIT_MESSAGE")]
    public string CommitMessage { get; init; } = "";

    /// <summary>Private SSH key that commits are signed with; they are not signed when empty.</summary>
    [ConfigurationKeyName("GITOPS_SIGNING_KEY_PATH")]
    public string SigningKeyPath { get; init; } = "";

    /// <summary>How long a write is tried again: because the branch keeps moving, or the remote is away.</summary>
    [ConfigurationKeyName("GITOPS_PUSH_TIMEOUT")]
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "GITOPS_PUSH_TIMEOUT must be 1 s to 1 h")]
    public TimeSpan PushTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a server may say nothing before the connection counts as lost.</summary>
    [ConfigurationKeyName("GITOPS_SERVER_TIMEOUT")]
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "GITOPS_SERVER_TIMEOUT must be 1 s to 1 h")]
    public TimeSpan ServerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Size of a clone, in bytes, from which it is made anew once it has grown to several times its first.
    /// </summary>
    [ConfigurationKeyName("GITOPS_CLONE_BYTES")]
    [Range(0, long.MaxValue, ErrorMessage = "GITOPS_CLONE_BYTES must be 0 or more")]
    public long CloneBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>The folder of the clones.</summary>
    public string RepositoriesPath =>
        Path.GetFullPath(CachePath.Length > 0 ? CachePath : Path.Combine(DataPath, "repositories"));

    // A record would print its secrets.
    public override string ToString() => nameof(GitopsOptions);
}
