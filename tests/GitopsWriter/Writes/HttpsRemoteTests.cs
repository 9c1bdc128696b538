using Gimlet.GitopsWriter.Tests.Access;
using Gimlet.Testing.Git;
using Microsoft.AspNetCore.Http;

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

    [Fact]
    public async Task PushThatAProxyFindsTooLarge_GoesInPartsAndWithoutWhatIsTooLargeAlone()
    {
        ((HttpsRemote)Remote).Instead = async context =>
        {
            if (context.Request.ContentLength is null or <= 16_000)
            {
                return false;
            }

            context.Response.StatusCode = 413;
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync("No more than 16 kB, please.");
            return true;
        };

        var (small, large) = await WriteAsync();

        Assert.All(small, outcome => Assert.True(outcome.Name == "written", outcome.Reason));
        Assert.Contains("413", large.Reason, StringComparison.Ordinal);
        Assert.Contains("No more than 16 kB, please.", large.Reason, StringComparison.Ordinal);
        CheckParts();
    }

    [Fact]
    public async Task AddressThatMoved_IsFollowedOnTheSameServer()
    {
        ((HttpsRemote)Remote).Instead = context =>
        {
            var isOld = context.Request.Path.StartsWithSegments("/gitops.git", StringComparison.Ordinal);
            var query = context.Request.QueryString;
            if (isOld)
            {
                context.Response.Redirect($"/moved.git{context.Request.Path.Value!["/gitops.git".Length..]}{query}");
            }

            return Task.FromResult(isOld);
        };
        Directory.CreateSymbolicLink(Path.Combine(Remote.Root, "moved.git"), Remote.Folder);

        await Writer.CommitAsync(WriterFixture.Release("demo"));
    }

    [Fact]
    public async Task PageForBrowsers_IsNoAnswer()
    {
        Writer["GITOPS_PUSH_TIMEOUT"] = "00:00:01";
        await Writer.RestartAsync(Stop);
        ((HttpsRemote)Remote).Instead = async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<h1>Back soon</h1>");
            return true;
        };

        var outcome = await Writer.WriteAsync(WriterFixture.Release("demo"));

        Assert.Contains(
            "it answers with text/html in place of git's protocol", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatGivesNoPartOfAHistory_GivesAllOfIt()
    {
        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        ((HttpsRemote)Remote).Instead = async context =>
        {
            context.Request.EnableBuffering();
            var request = await new StreamReader(context.Request.Body, leaveOpen: true).ReadToEndAsync();
            context.Request.Body.Position = 0;
            if (!request.Contains("deepen", StringComparison.Ordinal))
            {
                return false;
            }

            context.Response.ContentType = "application/x-git-upload-pack-result";
            await context.Response.WriteAsync("0012ERR no depths.");
            return true;
        };
        await LoseCloneAsync();

        await Writer.CommitAsync(WriterFixture.Release("demo", "v: 2\n"));
    }

    protected override async Task<RemoteRepository> CreateRemoteAsync() => await HttpsRemote.StartAsync(Stop);

    protected override Task TakeAwayAsync() => ((HttpsRemote)Remote).StopAsync();

    protected override Task BringBackAsync() => ((HttpsRemote)Remote).ResumeAsync(Stop);

    protected override void FallSilent(bool midway) => ((HttpsRemote)Remote).Instead = async context =>
    {
        if (midway)
        {
            context.Response.ContentType = $"application/x-{context.Request.Query["service"]}-advertisement";
            await context.Response.WriteAsync("001e# serv");
            await context.Response.Body.FlushAsync();
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
            .ContinueWith(_ => { }, TaskScheduler.Default);
        return true;
    };

    protected override void SpeakAgain() => ((HttpsRemote)Remote).Instead = null;

    protected override void HangUpAfter(int bytes) => ((HttpsRemote)Remote).Instead = async context =>
    {
        if (context.Request.ContentLength is not { } length || length <= bytes)
        {
            return false;
        }

        await context.Request.Body.ReadExactlyAsync(new byte[bytes]);
        context.Abort();
        return true;
    };
}
