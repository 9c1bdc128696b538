using Gimlet.Hosting;
using Microsoft.Extensions.Options;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Says at start everything that is wrong with the gitops settings, each by its name.</summary>
internal sealed class GitopsOptionsValidator(ServiceIdentity identity) : IValidateOptions<GitopsOptions>
{
    public ValidateOptionsResult Validate(string? name, GitopsOptions options)
    {
        var errors = RepositorySettingsReader.Read(options, identity.IsStandalone).Errors
            .Concat(Writes.CommitMessage.Errors(options.CommitMessage))
            .Concat(Access.GitHubApp.Errors(options))
            .Concat(GitLabErrors(options))
            .Concat(Signing.CommitSigner.Errors(options.SigningKeyPath))
            .ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> GitLabErrors(GitopsOptions options) =>
        options.GitLabUrl.Length > 0 && !Uri.TryCreate(options.GitLabUrl, UriKind.Absolute, out _)
            ? ["GITLAB_URL must be an http or https address"]
            : [];
}
