using Gimlet.GitopsWriter.Repositories;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Tests.Repositories;

public sealed class RemoteErrorsTests
{
    [Theory]
    [InlineData("non-fast-forward")]
    [InlineData("fetch first")]
    [InlineData("failed to update ref")]
    [InlineData("incorrect old value provided")]
    [InlineData("cannot lock ref 'refs/heads/main': is at 1111111 but expected 2222222")]
    [InlineData("cannot lock ref 'refs/heads/main': Unable to create 'main.lock': File exists.")]
    [InlineData("reference already exists")]
    [InlineData("reference update: reference does not point to expected object")]
    public void OfStatus_WhereTheBranchMoved_IsWorthAnotherTry(string words) =>
        Assert.IsType<BranchMovedException>(RemoteErrors.OfStatus(words, ""));

    [Theory]
    [InlineData("protected branch hook declined")]
    [InlineData("You are not allowed to push code to protected branches on this project.")]
    [InlineData("permission denied")]
    [InlineData("unpack failed: No space left on device")]
    [InlineData("This repository was archived so it is read-only.")]
    public void OfStatus_WhereNothingOfOursIsTaken_IsFinalWithTheServersWords(string words)
    {
        var refused = Assert.IsType<RemoteRefusedException>(RemoteErrors.OfStatus(words, ""));

        Assert.True(refused.IsAccess);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    // A smaller push, without the commit that is minded, may pass.
    [Theory]
    [InlineData("pre-receive hook declined")]
    [InlineData("pack exceeds maximum allowed size")]
    public void OfStatus_WhereThePushIsMinded_IsNotAboutUs(string words) =>
        Assert.False(Assert.IsType<RemoteRefusedException>(RemoteErrors.OfStatus(words, "")).IsAccess);

    [Theory]
    [InlineData("ssh: Could not resolve hostname git.example.com: Name or service not known")]
    [InlineData("Permission denied (publickey).")]
    [InlineData("Host key verification failed.")]
    [InlineData("ERROR: Repository not found.")]
    public void Of_WhatSshSaysForGood_IsFinalWithItsWords(string words)
    {
        var refused = Assert.IsType<RemoteRefusedException>(RemoteErrors.Of(new LibGit2SharpException("eof"), words));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssh: connect to host git.example.com port 22: Connection refused")]
    [InlineData("ssh: Could not resolve hostname git.example.com: Temporary failure in name resolution")]
    [InlineData("Connection timed out")]
    public void Of_WhatMayPass_IsWorthAnotherTry(string words) =>
        Assert.IsType<RemoteUnavailableException>(RemoteErrors.Of(new LibGit2SharpException("eof"), words));

    [Theory]
    [InlineData("GitLab: You are not allowed to push code to protected branches on this project.", true)]
    [InlineData("error: GH006: Protected branch update failed for refs/heads/main.", true)]
    [InlineData("staging/demo/service.yaml: image not found", false)]
    public void OfStatus_OfAHook_IsJudgedByItsWords(string words, bool isAccess)
    {
        var error = RemoteErrors.OfStatus("pre-receive hook declined", words);

        Assert.Equal(isAccess, Assert.IsType<RemoteRefusedException>(error).IsAccess);
        Assert.EndsWith($"pre-receive hook declined: {words}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(404, true)]
    [InlineData(413, false)]
    public void OfHttp_ThatIsForGood_IsRefused(int status, bool isAccess)
    {
        using var response = Response(status);

        var refused = Assert.IsType<RemoteRefusedException>(RemoteErrors.OfHttp(response, "No."));

        Assert.Equal(isAccess, refused.IsAccess);
        Assert.Contains($"status code: {status}", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(": No.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "60")]
    [InlineData(408, null)]
    [InlineData(429, null)]
    [InlineData(502, null)]
    public void OfHttp_ThatMayPass_IsWorthAnotherTry(int status, string? retryAfter)
    {
        using var response = Response(status, retryAfter);

        Assert.IsType<RemoteUnavailableException>(RemoteErrors.OfHttp(response, ""));
    }

    private static HttpResponseMessage Response(int status, string? retryAfter = null)
    {
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)status);
        if (retryAfter is not null)
        {
            response.Headers.Add("Retry-After", retryAfter);
        }

        return response;
    }

    [Fact]
    public void OfDisk_ThatIsFull_IsFinal() => Assert.True(Assert.IsType<RemoteRefusedException>(
        RemoteErrors.OfDisk(new IOException("No space left on device : '/srv/gitops.git'"))).IsAccess);

    [Fact]
    public void OfDisk_OnAnyOtherError_IsWorthAnotherTry() => Assert.IsType<RemoteUnavailableException>(
        RemoteErrors.OfDisk(new IOException("Stale file handle")));
}
