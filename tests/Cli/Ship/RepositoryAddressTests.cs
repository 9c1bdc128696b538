using Gimlet.Cli.Ship.Builds;

namespace Gimlet.Cli.Tests.Ship;

public sealed class RepositoryAddressTests
{
    [Theory]
    [InlineData("https://github.com/team/shop.git", "team/shop", "https://github.com/team/shop")]
    [InlineData("https://jane:secret@git.example.com:8443/a/b/c.git/", "a/b/c", "https://git.example.com:8443/a/b/c")]
    [InlineData("git@github.com:team/shop.git", "team/shop", "https://github.com/team/shop")]
    [InlineData("github.com:/team/shop", "team/shop", "https://github.com/team/shop")]
    [InlineData("ssh://git@git.example.com:2222/team/shop.git", "team/shop", "https://git.example.com/team/shop")]
    [InlineData("/srv/git/shop.git", "shop", "")]
    [InlineData("../shop", "shop", "")]
    [InlineData("file:///srv/git/shop.git", "shop", "")]
    public void Parse_Address_IsNameAndPage(string address, string name, string webUrl)
    {
        var parsed = RepositoryAddress.Parse(address);

        Assert.Equal(name, parsed!.Name);
        Assert.Equal(webUrl, parsed.WebUrl);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("https://github.com/")]
    [InlineData("git@github.com:")]
    [InlineData("/")]
    public void Parse_NoRepository_IsNull(string address) => Assert.Null(RepositoryAddress.Parse(address));

    [Theory]
    [InlineData("team/shop", "team")]
    [InlineData("group/subgroup/shop", "group/subgroup")]
    [InlineData("shop", "")]
    public void OwnerOf_Name_IsAllButTheLast(string name, string owner) =>
        Assert.Equal(owner, RepositoryAddress.OwnerOf(name));
}
