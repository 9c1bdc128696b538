using Gimlet.Contracts.Gitops;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Testing.Git;
using Gimlet.Testing.Servers;

namespace Gimlet.GitopsWriter.Tests.Writes;

public sealed class ReleaseTests : FileWriterSuite
{
    [Fact]
    public async Task Release_OfANewApp_IsOneCommitWithFilesMessageAndTrailers()
    {
        var write = WriterFixture.Release("demo", "kind: Service\n");

        var sha = await Writer.CommitAsync(write);

        Assert.Equal(sha, Remote.Git("rev-parse", "main"));
        Assert.Equal(
            ["README.md", "staging/demo/manifests.yaml", "staging/demo/release.json", "staging/release.json"],
            Remote.Git("ls-tree", "-r", "--name-only", "main").Split('\n'));
        Assert.Equal("kind: Service", Remote.Git("show", "main:staging/demo/manifests.yaml"));
        Assert.Equal(
            "deploy: demo to staging from owner/demo@aaaaaaaa", Remote.Git("log", "-1", "--format=%s", "main"));
        Assert.Equal("jane|Gimlet", Remote.Git("log", "-1", "--format=%an|%cn", "main"));
        Assert.Equal(
            $"""
            Gimlet-Kind: release
            Gimlet-Env: staging
            Gimlet-App: demo
            Gimlet-Artifact: {write.ArtifactId}
            Gimlet-Request: {write.RequestId}
            Gimlet-Result: {write.ResultId}
            Gimlet-Sequence: {write.Sequence}
            Gimlet-Triggered-By: jane
            """,
            Remote.Git("log", "-1", "--format=%(trailers:only)", "main").Trim());
        Remote.Git("fsck", "--strict");
    }

    [Fact]
    public async Task Release_WritesReleaseJson_AsReleasesAreInRestWithoutTheGitopsFields()
    {
        var write = WriterFixture.Release("demo");

        await Writer.CommitAsync(write);

        var release = Remote.Git("show", "main:staging/demo/release.json");
        Assert.Equal(release, Remote.Git("show", "main:staging/release.json"));
        Assert.Matches(
            $$"""
            ^\{
              "app": "demo",
              "env": "staging",
              "artifactId": "{{write.ArtifactId}}",
              "triggeredBy": "jane",
              "version": \{
                "repositoryName": "owner/demo",
                "sha": "a{40}",
                "message": "Fix it"
              \},
              "created": \d{10}
            \}$
            """,
            release);
    }

    [Fact]
    public async Task Release_OfANewVersion_RemovesItsOldFilesAndNobodyElses()
    {
        Remote.Commit("staging/other/kept.yaml", "a: 1\n");
        Remote.Commit("production/demo/kept.yaml", "a: 1\n");
        Writer.Renderer.Render = (_, _) => Files("deployment.yaml", "service.yaml");
        await Writer.CommitAsync(WriterFixture.Release("demo"));

        Writer.Renderer.Render = (_, _) => Files("deployment.yaml", "ingress.yaml");
        await Writer.CommitAsync(WriterFixture.Release("demo"));

        Assert.Equal(
            """
            README.md
            production/demo/kept.yaml
            staging/demo/deployment.yaml
            staging/demo/ingress.yaml
            staging/demo/release.json
            staging/other/kept.yaml
            staging/release.json
            """,
            Remote.Git("ls-tree", "-r", "--name-only", "main"));
    }

    [Fact]
    public async Task Release_ThatChangesNothing_MakesNoCommitAndTellsThePresentStatus()
    {
        var sha = await Writer.CommitAsync(WriterFixture.Release("demo"));
        await Writer.CommitAsync(WriterFixture.Release("other"));
        var tip = Remote.Git("rev-parse", "main");
        var again = WriterFixture.Release("demo");

        var outcome = await Writer.WriteAsync(again);

        Assert.True(outcome.Unchanged);
        Assert.Equal(sha, outcome.Sha);
        Assert.Equal(tip, Remote.Git("rev-parse", "main"));
        var written = await HeardAsync<ReleaseWritten>(message => message.ResultId == again.ResultId);
        Assert.True(written.Unchanged);
        var status = await HeardAsync<CommitStatusChanged>(message => message.Sha == sha);
        Assert.Equal("NotReconciled", status.Status);
    }

    [Fact]
    public async Task Release_ThatLooksUnchangedButWasUndoneByHand_IsWrittenAgain()
    {
        await Writer.CommitAsync(WriterFixture.Release("demo", "kind: Service\n"));
        Remote.Commit("staging/demo/manifests.yaml", "kind: Other\n");

        await Writer.CommitAsync(WriterFixture.Release("demo", "kind: Service\n"));

        Assert.Equal("kind: Service", Remote.Git("show", "main:staging/demo/manifests.yaml"));
    }

    [Fact]
    public async Task Release_ThatCannotBeRendered_IsRejectedAlone()
    {
        Writer.Renderer.Render = (manifest, _) => manifest.App == "bad"
            ? throw new RenderException("chart nosuch does not exist")
            : Files("a.yaml");
        var bad = Writer.WriteAsync(WriterFixture.Release("bad"));
        var good = Writer.WriteAsync(WriterFixture.Release("good"));

        Assert.Equal("chart nosuch does not exist", (await bad).Reason);
        Assert.Equal("written", (await good).Name);
    }

    [Theory]
    [InlineData("../escape.yaml")]
    [InlineData(".git")]
    [InlineData("release.json")]
    [InlineData("")]
    public async Task Release_WithAFileNameThatIsNone_IsRejected(string name)
    {
        Writer.Renderer.Render = (_, _) => Files(name);

        var outcome = await Writer.WriteAsync(WriterFixture.Release("demo"));

        Assert.Equal($"The release renders a file named '{name}', which cannot be written", outcome.Reason);
    }

    [Theory]
    [InlineData("..", "demo")]
    [InlineData("staging", "a/b")]
    [InlineData("staging", "")]
    [InlineData(".git", "demo")]
    public async Task Release_OfAnAppThatIsNoLabel_IsRejected(string env, string app)
    {
        var outcome = await Writer.WriteAsync(WriterFixture.Release(app, env: env));

        Assert.Contains("is not a DNS label", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_WhereAFileHasTheNameOfTheEnvironment_IsRejectedAndKeepsTheFile()
    {
        Remote.Commit("staging", "I am a file.\n");

        var outcome = await Writer.WriteAsync(WriterFixture.Release("demo"));

        Assert.Contains("staging/demo is a file in the gitops repository", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal("I am a file.", Remote.Git("show", "main:staging"));
    }

    [Fact]
    public async Task Release_WithLineBreaksInItsValues_CannotForgeTrailers()
    {
        var write = WriterFixture.Release("demo");
        write = write with
        {
            TriggeredBy = "jane\n\nGimlet-Result: forged",
            Version = write.Version with { RepositoryName = "a\nb", Message = "x\n\nGimlet-Result: forged" },
        };

        await Writer.CommitAsync(write);

        Assert.Equal(
            write.ResultId,
            Remote.Git("log", "-1", "--format=%(trailers:key=Gimlet-Result,valueonly)", "main").Trim());
        Remote.Git("fsck", "--strict");
    }

    [Fact]
    public async Task Release_WithARepositoryPerEnvironment_IsAtItsRoot()
    {
        await using var own = new FileRemote();
        Writer["GITOPS_REPOS"] = $"env=production&repoPerEnv=true&gitopsRepo={own.Url}";
        await Writer.RestartAsync(Stop);

        await Writer.CommitAsync(WriterFixture.Release("demo", env: "production"));

        Assert.Equal(
            ["README.md", "demo/manifests.yaml", "demo/release.json", "release.json"],
            own.Git("ls-tree", "-r", "--name-only", "main").Split('\n'));
    }

    [Fact]
    public async Task Release_ToAnEmptyRepository_CreatesTheBranch()
    {
        Remote.Git("update-ref", "-d", "refs/heads/main");

        var sha = await Writer.CommitAsync(WriterFixture.Release("demo"));

        Assert.Equal(sha, Remote.Git("rev-list", "main"));
    }

    private static Task<IReadOnlyList<RenderedFile>> Files(params string[] names) =>
        Task.FromResult<IReadOnlyList<RenderedFile>>(
            [.. names.Select(name => new RenderedFile(name, $"name: {name}\n"))]);

    private Task<T> HeardAsync<T>(Func<T, bool> matches)
        where T : class =>
        Eventually.GetAsync(
            () => Task.FromResult(Writer.Messages.OfType<T>().FirstOrDefault(matches)),
            $"a {typeof(T).Name}",
            cancellationToken: Stop);
}
