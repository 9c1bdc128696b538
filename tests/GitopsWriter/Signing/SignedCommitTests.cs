using System.Diagnostics;
using Gimlet.GitopsWriter.Signing;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Signing;

/// <summary>What is signed must be what git and ssh-keygen accept, and nothing else.</summary>
public sealed class SignedCommitTests : IAsyncLifetime
{
    private readonly FileRemote _remote = new();
    private WriterFixture _writer = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Key => Path.Combine(_remote.Root, "signing_key");

    public async ValueTask InitializeAsync()
    {
        CreateKey(Key);
        _writer = new WriterFixture(_remote) { ["GITOPS_SIGNING_KEY_PATH"] = Key };
        await _writer.StartAsync(Stop);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    [Fact]
    public async Task Commits_OfEveryKind_AreVerifiedByGit()
    {
        var first = await _writer.CommitAsync(WriterFixture.Release("demo", "v: 1\n"));
        var second = await _writer.CommitAsync(WriterFixture.Release("demo", "v: ü\n"));
        var rollback = await _writer.CommitAsync(WriterFixture.Rollback("demo", first));
        var delete = await _writer.CommitAsync(WriterFixture.Delete("demo"));
        Allow(Key);

        Assert.All([first, second, rollback, delete], sha => Verify(sha));
        _remote.Git("fsck", "--strict");
    }

    [Fact]
    public async Task Commit_UnderAnotherAllowedSigner_IsRefusedByGit()
    {
        var sha = await _writer.CommitAsync(WriterFixture.Release("demo"));
        var other = Path.Combine(_remote.Root, "other_key");
        CreateKey(other);
        Allow(other);

        Assert.Throws<InvalidOperationException>(() => Verify(sha));
    }

    [Theory]
    [InlineData("", "is no private key of OpenSSH")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "cannot be read")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\n!\n-----END OPENSSH PRIVATE KEY-----", "cannot be read")]
    public void Errors_OfAFileThatIsNoKey_NameTheSetting(string content, string expected)
    {
        var file = Path.Combine(_remote.Root, "bad_key");
        File.WriteAllText(file, content);

        var error = Assert.Single(CommitSigner.Errors(file));

        Assert.Contains("GITOPS_SIGNING_KEY_PATH", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rsa", "", "is not of type ed25519")]
    [InlineData("ed25519", "secret", "no passphrase")]
    public void Errors_OfAKeyThatCannotSign_SayWhy(string type, string passphrase, string expected)
    {
        var file = Path.Combine(_remote.Root, "bad_key");
        CreateKey(file, type, passphrase);

        Assert.Contains(expected, Assert.Single(CommitSigner.Errors(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_OfAMissingFile_NameIt() =>
        Assert.Contains("/no/key", Assert.Single(CommitSigner.Errors("/no/key")), StringComparison.Ordinal);

    private static void CreateKey(string file, string type = "ed25519", string passphrase = "")
    {
        using var process = Process.Start(
            "ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-C", "gimlet", "-f", file]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void Allow(string key) => File.WriteAllText(
        Path.Combine(_remote.Root, "allowed_signers"), $"gimlet@localhost {File.ReadAllText(key + ".pub")}");

    private string Verify(string sha) => _remote.Git(
        "-c", $"gpg.ssh.allowedSignersFile={Path.Combine(_remote.Root, "allowed_signers")}", "verify-commit", sha);
}
