using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Tests.Repositories;

public sealed class RepositoryAddressTests
{
    [Theory]
    [InlineData("git@github.com:owner/name.git", "github.com/owner/name")]
    [InlineData("git@GitHub.com:owner/name", "github.com/owner/name")]
    [InlineData("github.com:owner/name", "github.com/owner/name")]
    [InlineData("ssh://git@github.com/owner/name.git", "github.com/owner/name")]
    [InlineData("ssh://git@github.com:22/owner/name.git/", "github.com/owner/name")]
    [InlineData("ssh://git@github.com:2222/owner/name.git", "github.com:2222/owner/name")]
    [InlineData("https://github.com/owner/name", "github.com/owner/name")]
    [InlineData("https://user:secret@GITHUB.com:443/owner/name.git/", "github.com/owner/name")]
    [InlineData("http://git.local:3000/Owner/Name.git", "git.local:3000/Owner/Name")]
    [InlineData("/srv/gitops.git", "/srv/gitops")]
    [InlineData("/srv/../srv/gitops.git/", "/srv/gitops")]
    [InlineData("file:///srv/gitops.git", "/srv/gitops")]
    public void Normalise_EveryWayToWriteAnAddress_IsTheSame(string address, string expected) =>
        Assert.Equal(expected, RepositoryAddress.Normalise(address));
}
