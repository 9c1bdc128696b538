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

    protected override async Task<RemoteRepository> CreateRemoteAsync() => await HttpsRemote.StartAsync(Stop);

    protected override Task TakeAwayAsync() => ((HttpsRemote)Remote).StopAsync();

    protected override Task BringBackAsync() => ((HttpsRemote)Remote).ResumeAsync(Stop);
}
