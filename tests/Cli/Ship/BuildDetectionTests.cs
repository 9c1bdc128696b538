using Gimlet.Cli.Ship.Builds;
using Gimlet.Cli.Ship.Commits;
using Gimlet.Testing.Git;

namespace Gimlet.Cli.Tests.Ship;

public sealed class BuildDetectionTests : IDisposable
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";
    private const string Head = "89abcdef0123456789abcdef0123456789abcdef";

    private readonly string _folder = Directory.CreateTempSubdirectory("gimlet-build-").FullName;

    public BuildDetectionTests()
    {
        GitCommand.Run(_folder, "init", "-q", "-b", "trunk");
        GitCommand.Run(_folder, "commit", "-q", "--allow-empty", "-m", "First");
    }

    private string CheckedOut => GitCommand.Run(_folder, "rev-parse", "HEAD");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task GitHubActions_Push_IsTheCommit()
    {
        var build = await DetectAsync(GitHub("refs/heads/feature/cart", "push"));

        Assert.Equal("GitHub Actions", build.Ci);
        AssertPush(build, "team/shop", "feature/cart", $"https://github.example.com/team/shop/commit/{Sha}");
        Assert.Equal("https://github.example.com/team/shop/actions/runs/99", build.RunUrl);
        Assert.Equal(("team/shop", "team", "jane", "push", "build"), BuiltIn(build));
    }

    [Fact]
    public async Task GitHubActions_WithoutServer_IsOnGitHub()
    {
        var variables = GitHub("refs/heads/main", "push");
        variables.Remove("GITHUB_SERVER_URL");

        var build = await DetectAsync(variables);

        AssertPush(build, "team/shop", "main", $"https://github.com/team/shop/commit/{Sha}");
    }

    [Fact]
    public async Task GitHubActions_Tag_HasNoBranch()
    {
        var build = await DetectAsync(GitHub("refs/tags/v1/2", "release"));

        Assert.Equal(("tag", "v1/2", "", Sha), (build.Event, build.Tag, build.Branch, build.Sha));
    }

    [Fact]
    public async Task GitHubActions_PullRequest_IsTheHeadOfTheEvent()
    {
        var variables = PullRequest("""{"pull_request": {"number": 7, "head": {"sha": "%HEAD%"}}}""");

        var build = await DetectAsync(variables);

        AssertPullRequest(build, Head, "sell-less", "main", "https://github.example.com/team/shop/pull/7");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"pull_request": {"number": "seven", "head": {"sha": "%HEAD%"}}}""")]
    [InlineData("""{"pull_request": {"number": 7, "head": {"sha": null}}}""")]
    public async Task GitHubActions_PullRequestWithBrokenEvent_IsAnErrorThatNamesTheFile(string payload)
    {
        var variables = PullRequest(payload);

        var error = await Assert.ThrowsAsync<CliException>(() => DetectAsync(variables));

        Assert.Contains(variables["GITHUB_EVENT_PATH"], error.Message, StringComparison.Ordinal);
        Assert.Contains("GITHUB_EVENT_PATH", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CircleCi_Push_IsTheCommitAndRepoHasNoOwner()
    {
        var build = await DetectAsync(Circle());

        AssertPush(build, "team/shop", "main", $"https://github.com/team/shop/commit/{Sha}");
        Assert.Equal("https://circleci.com/gh/team/shop/99", build.RunUrl);
        Assert.Equal(("shop", "team", "jane", "push", "build"), BuiltIn(build));
    }

    [Fact]
    public async Task CircleCi_PullRequestFromFork_IsThePullRequest()
    {
        var build = await DetectAsync(Circle(
            ("CIRCLE_BRANCH", "pull/7"), ("CIRCLE_PULL_REQUEST", "https://github.com/team/shop/pull/7")));

        AssertPullRequest(build, Sha, "pull/7", "", "https://github.com/team/shop/pull/7");
    }

    [Fact]
    public async Task CircleCi_ProjectWithoutNames_TakesThemFromTheRemote()
    {
        var build = await DetectAsync(Circle(
            ("CIRCLE_PROJECT_USERNAME", ""), ("CIRCLE_PROJECT_REPONAME", ""),
            ("CIRCLE_REPOSITORY_URL", "git@gitlab.com:group/team/shop.git")));

        AssertPush(build, "group/team/shop", "main", $"https://gitlab.com/group/team/shop/commit/{Sha}");
        Assert.Equal("group/team", build.Owner);
    }

    [Fact]
    public async Task CircleCi_Tag_IsTheTag()
    {
        var build = await DetectAsync(Circle(("CIRCLE_BRANCH", ""), ("CIRCLE_TAG", "v1.2.0")));

        Assert.Equal(("tag", "v1.2.0", ""), (build.Event, build.Tag, build.Branch));
    }

    [Fact]
    public async Task GitLabCi_Push_IsTheCommit()
    {
        var build = await DetectAsync(GitLab(("CI_COMMIT_BRANCH", "main"), ("CI_PIPELINE_SOURCE", "push")));

        AssertPush(build, "group/team/shop", "main", $"https://gitlab.example.com/group/team/shop/-/commit/{Sha}");
        Assert.Equal("https://gitlab.example.com/group/team/shop/-/jobs/5", build.RunUrl);
        Assert.Equal(("group/team/shop", "group/team", "jane", "push", "41"), BuiltIn(build));
    }

    [Theory]
    [InlineData("", Sha)]
    [InlineData(Head, Head)]
    public async Task GitLabCi_MergeRequest_IsTheHeadOfItsBranch(string sourceBranchSha, string expected)
    {
        var build = await DetectAsync(GitLab(
            ("CI_PIPELINE_SOURCE", "merge_request_event"),
            ("CI_MERGE_REQUEST_IID", "7"),
            ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", sourceBranchSha),
            ("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "sell-less"),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
            ("CI_MERGE_REQUEST_PROJECT_URL", "https://gitlab.example.com/upstream/shop")));

        AssertPullRequest(
            build, expected, "sell-less", "main", "https://gitlab.example.com/upstream/shop/-/merge_requests/7");
        Assert.Equal("merge_request_event", build.Trigger);
    }

    [Fact]
    public async Task GitLabCi_WithoutProjectUrl_TakesItFromTheRemote()
    {
        GitCommand.Run(_folder, "remote", "add", "origin", "https://ci:secret@gitlab.example.com/group/team/shop.git");

        var build = await DetectAsync(GitLab(("CI_PROJECT_URL", ""), ("CI_COMMIT_BRANCH", "main")));

        AssertPush(build, "group/team/shop", "main", $"https://gitlab.example.com/group/team/shop/commit/{Sha}");
    }

    [Fact]
    public async Task GitLabCi_Tag_IsTheTag()
    {
        var build = await DetectAsync(GitLab(("CI_COMMIT_TAG", "v1.2.0"), ("CI_PIPELINE_SOURCE", "push")));

        Assert.Equal(("tag", "v1.2.0", ""), (build.Event, build.Tag, build.Branch));
    }

    [Theory]
    [InlineData("GIT_BRANCH", "origin/feature/cart")]
    [InlineData("BRANCH_NAME", "feature/cart")]
    public async Task Jenkins_Push_IsTheCommit(string variable, string value)
    {
        var build = await DetectAsync(JenkinsJob((variable, value)));

        AssertPush(build, "team/shop", "feature/cart", $"https://github.com/team/shop/commit/{Sha}");
        Assert.Equal("https://jenkins.example.com/job/shop/99/", build.RunUrl);
        Assert.Equal(("team/shop", "team", "jane", "push", "shop/main"), BuiltIn(build));
    }

    [Fact]
    public async Task Jenkins_PullRequest_IsTheChange()
    {
        var build = await DetectAsync(JenkinsJob(
            ("BRANCH_NAME", "PR-7"), ("CHANGE_ID", "7"), ("CHANGE_BRANCH", "sell-less"), ("CHANGE_TARGET", "main"),
            ("CHANGE_AUTHOR", "fred"), ("CHANGE_URL", "https://github.com/team/shop/pull/7")));

        AssertPullRequest(build, Sha, "sell-less", "main", "https://github.com/team/shop/pull/7");
        Assert.Equal("fred", build.Actor);
    }

    [Fact]
    public async Task Jenkins_Tag_HasNoBranch()
    {
        var build = await DetectAsync(JenkinsJob(("BRANCH_NAME", "v1.2.0"), ("TAG_NAME", "v1.2.0")));

        Assert.Equal(("tag", "v1.2.0", ""), (build.Event, build.Tag, build.Branch));
    }

    [Fact]
    public async Task Jenkins_OldScriptedJob_TakesCommitAndRepositoryFromTheCheckout()
    {
        GitCommand.Run(_folder, "remote", "add", "origin", "git@github.com:team/shop.git");

        var build = await DetectAsync(Variables(("JENKINS_URL", "https://jenkins.example.com/")));

        Assert.Equal(("team/shop", CheckedOut), (build.Repository, build.Sha));
        Assert.Equal($"https://github.com/team/shop/commit/{CheckedOut}", build.Url);
    }

    [Fact]
    public async Task Bitbucket_PullRequestOfACutHash_IsTheWholeHash()
    {
        var build = await DetectAsync(Variables(
            ("BITBUCKET_BUILD_NUMBER", "99"), ("BITBUCKET_REPO_FULL_NAME", "team/shop"),
            ("BITBUCKET_WORKSPACE", "team"), ("BITBUCKET_COMMIT", CheckedOut[..12]),
            ("BITBUCKET_BRANCH", "sell-less"), ("BITBUCKET_PR_ID", "7"),
            ("BITBUCKET_PR_DESTINATION_BRANCH", "main")));

        AssertPullRequest(build, CheckedOut, "sell-less", "main", "https://bitbucket.org/team/shop/pull-requests/7");
        Assert.Equal("https://bitbucket.org/team/shop/pipelines/results/99", build.RunUrl);
    }

    [Fact]
    public async Task Bitbucket_Tag_IsTheTag()
    {
        var build = await DetectAsync(Variables(
            ("BITBUCKET_BUILD_NUMBER", "99"), ("BITBUCKET_REPO_FULL_NAME", "team/shop"), ("BITBUCKET_COMMIT", Sha),
            ("BITBUCKET_TAG", "v1.2.0")));

        Assert.Equal(("tag", "v1.2.0", "team/shop"), (build.Event, build.Tag, build.Repository));
    }

    [Fact]
    public async Task AzurePipelines_PullRequest_IsTheSourceCommit()
    {
        var build = await DetectAsync(Azure(
            ("BUILD_REASON", "PullRequest"), ("BUILD_SOURCEBRANCH", "refs/pull/7/merge"),
            ("SYSTEM_PULLREQUEST_SOURCECOMMITID", Head), ("SYSTEM_PULLREQUEST_SOURCEBRANCH", "refs/heads/sell-less"),
            ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main")));

        AssertPullRequest(build, Head, "sell-less", "main", $"https://github.com/team/shop/commit/{Head}");
        Assert.Equal("https://dev.azure.com/team/my%20project/_build/results?buildId=99", build.RunUrl);
    }

    [Theory]
    [InlineData("refs/heads/release/1", "push", "release/1", "")]
    [InlineData("refs/tags/v1.2.0", "tag", "", "v1.2.0")]
    public async Task AzurePipelines_BranchAndTag_AreRead(string reference, string kind, string branch, string tag)
    {
        var build = await DetectAsync(Azure(("BUILD_REASON", "IndividualCI"), ("BUILD_SOURCEBRANCH", reference)));

        Assert.Equal((kind, branch, tag, Sha), (build.Event, build.Branch, build.Tag, build.Sha));
        Assert.Equal(("team/shop", "team", "Jane Doe", "IndividualCI", "Build"), BuiltIn(build));
    }

    [Fact]
    public async Task PlainGit_Branch_IsWhatIsCheckedOut()
    {
        GitCommand.Run(_folder, "remote", "add", "origin", "https://git.example.com/team/shop.git");

        var build = await DetectAsync([]);

        Assert.Equal("git", build.Ci);
        Assert.Equal(("push", "trunk", CheckedOut), (build.Event, build.Branch, build.Sha));
        Assert.Equal("team/shop", build.Repository);
        Assert.Equal($"https://git.example.com/team/shop/commit/{CheckedOut}", build.Url);
    }

    [Fact]
    public async Task PlainGit_WithoutRemote_IsNamedAfterItsFolder()
    {
        var build = await DetectAsync([]);

        Assert.Equal((Path.GetFileName(_folder), ""), (build.Repository, build.Url));
    }

    [Fact]
    public async Task PlainGit_DetachedAtTag_IsTheTag()
    {
        GitCommand.Run(_folder, "tag", "v1.2.0");
        GitCommand.Run(_folder, "checkout", "-q", "--detach");

        var build = await DetectAsync([]);

        Assert.Equal(("tag", "v1.2.0", "", CheckedOut), (build.Event, build.Tag, build.Branch, build.Sha));
    }

    [Fact]
    public async Task PlainGit_Detached_IsTheOnlyBranchOfTheRemoteThere()
    {
        GitCommand.Run(_folder, "update-ref", "refs/remotes/origin/feature/cart", "HEAD");
        GitCommand.Run(_folder, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/feature/cart");
        GitCommand.Run(_folder, "checkout", "-q", "--detach");

        var one = await DetectAsync([]);
        GitCommand.Run(_folder, "update-ref", "refs/remotes/origin/other", "HEAD");
        var two = await DetectAsync([]);

        Assert.Equal(("push", "feature/cart"), (one.Event, one.Branch));
        Assert.Equal(("push", ""), (two.Event, two.Branch));
    }

    [Theory]
    [InlineData("--output=/tmp/x")]
    [InlineData("main")]
    [InlineData("abc")]
    public async Task Commit_NoHash_IsRefused(string sha)
    {
        var error = await Assert.ThrowsAsync<CliException>(() => DetectAsync(Circle(("CIRCLE_SHA1", sha))));

        Assert.Contains($"\"{sha}\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_WithoutRepository_IsAnErrorThatNamesIt()
    {
        Directory.Delete(Path.Combine(_folder, ".git"), recursive: true);

        var error = await Assert.ThrowsAsync<CliException>(() => DetectAsync([]));

        Assert.Contains(_folder, error.Message, StringComparison.Ordinal);
        Assert.Contains("not a git repository", error.Message, StringComparison.Ordinal);
    }

    private static void AssertPush(Build build, string repository, string branch, string url)
    {
        Assert.Equal((repository, branch, Sha), (build.Repository, build.Branch, build.Sha));
        Assert.Equal(("push", "", "", url), (build.Event, build.Tag, build.TargetBranch, build.Url));
    }

    private static void AssertPullRequest(Build build, string sha, string branch, string target, string url)
    {
        Assert.Equal(("pr", sha, url), (build.Event, build.Sha, build.Url));
        Assert.Equal((branch, target, ""), (build.Branch, build.TargetBranch, build.Tag));
    }

    private static (string Repo, string Owner, string Actor, string Event, string Job) BuiltIn(Build build) =>
        (build.RepositoryVariable, build.Owner, build.Actor, build.Trigger, build.Job);

    private static Dictionary<string, string> GitHub(string reference, string trigger) => Variables(
        ("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "team/shop"), ("GITHUB_REPOSITORY_OWNER", "team"),
        ("GITHUB_SERVER_URL", "https://github.example.com"), ("GITHUB_SHA", Sha), ("GITHUB_RUN_ID", "99"),
        ("GITHUB_REF", reference), ("GITHUB_ACTOR", "jane"), ("GITHUB_EVENT_NAME", trigger), ("GITHUB_JOB", "build"));

    private static Dictionary<string, string> Circle(params (string, string)[] more) => Variables([
        ("CIRCLECI", "true"), ("CIRCLE_PROJECT_USERNAME", "team"), ("CIRCLE_PROJECT_REPONAME", "shop"),
        ("CIRCLE_REPOSITORY_URL", "git@github.com:team/shop.git"), ("CIRCLE_SHA1", Sha), ("CIRCLE_BRANCH", "main"),
        ("CIRCLE_BUILD_URL", "https://circleci.com/gh/team/shop/99"), ("CIRCLE_USERNAME", "jane"),
        ("CIRCLE_JOB", "build"), .. more]);

    private static Dictionary<string, string> GitLab(params (string, string)[] more) => Variables([
        ("GITLAB_CI", "true"), ("CI_PROJECT_PATH", "group/team/shop"), ("CI_PROJECT_NAMESPACE", "group/team"),
        ("CI_PROJECT_URL", "https://gitlab.example.com/group/team/shop"), ("CI_COMMIT_SHA", Sha),
        ("CI_JOB_URL", "https://gitlab.example.com/group/team/shop/-/jobs/5"), ("CI_PIPELINE_ID", "41"),
        ("GITLAB_USER_LOGIN", "jane"), .. more]);

    private static Dictionary<string, string> JenkinsJob(params (string, string)[] more) => Variables([
        ("JENKINS_URL", "https://jenkins.example.com/"), ("GIT_URL", "https://github.com/team/shop.git"),
        ("GIT_COMMIT", Sha), ("BUILD_URL", "https://jenkins.example.com/job/shop/99/"), ("BUILD_USER_ID", "jane"),
        ("JOB_NAME", "shop/main"), .. more]);

    private static Dictionary<string, string> Azure(params (string, string)[] more) => Variables([
        ("TF_BUILD", "True"), ("BUILD_REPOSITORY_NAME", "team/shop"), ("BUILD_SOURCEVERSION", Sha),
        ("BUILD_REPOSITORY_URI", "https://github.com/team/shop"), ("BUILD_REQUESTEDFOR", "Jane Doe"),
        ("SYSTEM_TEAMFOUNDATIONCOLLECTIONURI", "https://dev.azure.com/team/"), ("SYSTEM_TEAMPROJECT", "my project"),
        ("BUILD_BUILDID", "99"), ("SYSTEM_JOBNAME", "Build"), .. more]);

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] variables)
    {
        var all = new Dictionary<string, string>();
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }

        return all;
    }

    private Dictionary<string, string> PullRequest(string payload)
    {
        var variables = GitHub("refs/pull/7/merge", "pull_request");
        variables["GITHUB_HEAD_REF"] = "sell-less";
        variables["GITHUB_BASE_REF"] = "main";
        variables["GITHUB_EVENT_PATH"] = Path.Combine(_folder, "event.json");
        File.WriteAllText(variables["GITHUB_EVENT_PATH"], payload.Replace("%HEAD%", Head, StringComparison.Ordinal));
        return variables;
    }

    private async Task<Build> DetectAsync(Dictionary<string, string> variables) => await BuildDetection.CompleteAsync(
        BuildDetection.OfCi(new EnvironmentVariables(variables)),
        new GitRepository(_folder, trustFolder: false),
        TestContext.Current.CancellationToken);
}
