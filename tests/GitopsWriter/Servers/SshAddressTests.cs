using Gimlet.GitopsWriter.Servers;

namespace Gimlet.GitopsWriter.Tests.Servers;

public sealed class SshAddressTests
{
    [Theory]
    [InlineData("git@github.com:owner/name.git", "git@github.com", null, "owner/name.git")]
    [InlineData("host:/srv/git/it's.git", "host", null, "/srv/git/it's.git")]
    [InlineData("ssh://git@example.com/owner/name.git", "git@example.com", null, "/owner/name.git")]
    [InlineData("ssh://git:ignored@example.com:2222/a%20b.git", "git@example.com", 2222, "/a b.git")]
    [InlineData("ssh://example.com/~jane/name.git", "example.com", null, "~jane/name.git")]
    [InlineData("ssh://git@[::1]:22/name.git", "git@::1", 22, "/name.git")]
    public void Address_OfAnyForm_IsTakenApart(string address, string destination, int? port, string path) =>
        Assert.Equal(new SshAddress(destination, port, path), SshAddress.Parse(address));
}
