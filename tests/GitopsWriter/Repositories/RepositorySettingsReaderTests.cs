using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Tests.Repositories;

public sealed class RepositorySettingsReaderTests
{
    [Fact]
    public void Read_OwnerAndName_IsGitHubOverSsh()
    {
        var (repositories, errors) = Read(new GitopsOptions { Repository = "owner/name", Branch = "live" });

        Assert.Empty(errors);
        var repository = Assert.Single(repositories);
        Assert.Equal("git@github.com:owner/name.git", repository.Url);
        Assert.Equal("live", repository.Branch);
        Assert.True(repository.IsSsh);
    }

    [Fact]
    public void Read_TheOriginalsList_ReadsEveryEntry()
    {
        var key = Path.GetTempFileName();
        var options = new GitopsOptions
        {
            Repository = "owner/default",
            Repositories = $"env=staging&repoPerEnv=true&gitopsRepo=owner/staging&deployKeyPath={key};"
                + "env=production&repoPerEnv=false&gitopsRepo=https%3A%2F%2Fuser:pass%40host.example%2Fx.git",
        };

        var (repositories, errors) = Read(options);
        File.Delete(key);

        Assert.Empty(errors);
        Assert.Equal(["", "staging", "production"], repositories.Select(repository => repository.Env));
        Assert.True(repositories[1].RepositoryPerEnv);
        Assert.Equal(key, repositories[1].DeployKeyPath);
        Assert.Equal("app", repositories[1].PathOf("staging", "app"));
        Assert.Equal("production/app", repositories[2].PathOf("production", "app"));
        Assert.Equal("host.example/x", repositories[2].Address);
    }

    [Fact]
    public void Read_CredentialsInTheAddress_AreInNothingThatIsShown()
    {
        var options = new GitopsOptions { Repository = "https://user:s%40cret@host.example/x%20y.git" };

        var repository = Assert.Single(Read(options).Repositories);

        Assert.Equal(("user", "s@cret"), repository.Credentials);
        Assert.Equal("https://host.example/x%20y.git", repository.Url);
        Assert.DoesNotContain("cret", $"{repository}", StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NothingInStandalone_IsTheEmbeddedRepository()
    {
        var options = new GitopsOptions { DataPath = "/srv/data" };

        var repository = Assert.Single(Read(options, standalone: true).Repositories);

        Assert.True(repository.Embedded);
        Assert.Equal("/srv/data/gitops.git", repository.LocalPath);
    }

    [Theory]
    [InlineData("", "", "GITOPS_REPO or GITOPS_REPOS must name")]
    [InlineData("owner", "", "GITOPS_REPO must be OWNER/NAME")]
    [InlineData("-oProxyCommand=x:y", "", "GITOPS_REPO must be OWNER/NAME")]
    [InlineData("ftp://host/x", "", "GITOPS_REPO must be OWNER/NAME")]
    [InlineData("", "env=staging", "GITOPS_REPOS entry 1 must be OWNER/NAME")]
    [InlineData("", "gitopsRepo=a/b", "GITOPS_REPOS entry 1 must have an env")]
    [InlineData("", "env=a&gitopsRepo=a/b;env=a&gitopsRepo=a/c", "GITOPS_REPOS entry 2 configures the environment 'a'")]
    [InlineData("", "env=a&gitopsRepo=a/b&repoPerEnv=yes", "GITOPS_REPOS entry 1: repoPerEnv must be")]
    [InlineData(
        "", "env=a&gitopsRepo=a/b&deployKeyPath=/no/key", "GITOPS_REPOS entry 1: deployKeyPath: there is no file")]
    [InlineData("", "env=a&gitopsRepo=a/b&repo=x", "GITOPS_REPOS entry 1 has an unknown field 'repo'")]
    [InlineData("", "env=a&gitopsRepo=a/b&repoPerEnv=true;env=b&gitopsRepo=a/b", "has repoPerEnv and more than one")]
    public void Read_BadSettings_NamesTheSetting(string repository, string repositories, string expected)
    {
        var errors = Read(new GitopsOptions { Repository = repository, Repositories = repositories }).Errors;

        Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal));
    }

    private static (IReadOnlyList<RepositorySettings> Repositories, IReadOnlyList<string> Errors) Read(
        GitopsOptions options, bool standalone = false) =>
        RepositorySettingsReader.Read(options, standalone);
}
