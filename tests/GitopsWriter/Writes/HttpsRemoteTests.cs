using Gimlet.GitopsWriter.Tests.Access;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

public sealed class HttpsRemoteTests : NetworkRemoteSuite
{
    protected override string SettingThatIsRefused => "GITOPS_HTTP_TOKEN";

    protected override string ValueThatIsRefused => "wrong";

    protected override string WordsOfRefusal => "refuses access";

    [Fact]
    public async Task CertificateThatIsNotTrusted_IsRefused()
    {
        Writer["GITOPS_HTTP_CA_PATH"] = "";
        await Writer.RestartAsync(Stop);

        var outcome = await Writer.WriteAsync(WriterFixture.Release("demo"));

        Assert.Contains("certificate", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenFromAFile_IsUsed()
    {
        var file = Path.Combine(Remote.Root, "token");
        File.WriteAllText(file, Remote.Settings["GITOPS_HTTP_TOKEN"] + "\n");
        Writer["GITOPS_HTTP_TOKEN"] = "";
        Writer["GITOPS_HTTP_TOKEN_PATH"] = file;
        await Writer.RestartAsync(Stop);

        await Writer.CommitAsync(WriterFixture.Release("demo"));
    }

    [Fact]
    public async Task TokenOfTheGitLabServer_IsUsed()
    {
        ((HttpsRemote)Remote).Accepts = ("oauth2", "gitlab-token");
        Writer["GITOPS_HTTP_TOKEN"] = "";
        Writer["GITLAB_ADMIN_TOKEN"] = "gitlab-token";
        Writer["GITLAB_URL"] = "https://127.0.0.1";
        await Writer.RestartAsync(Stop);

        await Writer.CommitAsync(WriterFixture.Release("demo"));
    }

    [Fact]
    public async Task TokensOfAGitHubApp_AreFetchedAndReplaced()
    {
        await using var api = await FakeGitHub.StartAsync(Stop);
        Writer["GITOPS_HTTP_TOKEN"] = "";
        foreach (var (name, value) in api.Settings)
        {
            Writer[name] = value;
        }

        await Writer.RestartAsync(Stop);

        // Every token of this server is about to expire, and the remote takes the newest alone.
        api.OnToken = token => ((HttpsRemote)Remote).Accepts = ("x-access-token", token);
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var tokens = api.Tokens;
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));

        Assert.True(tokens > 0 && api.Tokens > tokens);
    }

    protected override async Task<RemoteRepository> CreateRemoteAsync() => await HttpsRemote.StartAsync(Stop);

    protected override Task TakeAwayAsync() => ((HttpsRemote)Remote).StopAsync();

    protected override Task BringBackAsync() => ((HttpsRemote)Remote).ResumeAsync(Stop);
}
