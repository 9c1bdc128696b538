using Gimlet.Cli.Ship.Contents;

namespace Gimlet.Cli.Tests.Ship;

public sealed class SecretNamesTests
{
    [Theory]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("CI_JOB_TOKEN")]
    [InlineData("CIRCLE_OIDC_TOKEN_V2")]
    [InlineData("SYSTEM_ACCESSTOKEN")]
    [InlineData("CI_DEPLOY_PASSWORD")]
    [InlineData("GITHUB_CLIENT_SECRET_ID")]
    [InlineData("CI_SERVER_TLS_KEY_FILE")]
    [InlineData("ci_api_key")]
    [InlineData("GITHUB_PAT")]
    [InlineData("GIT_PSW")]
    [InlineData("CI_JOB_JWT_V2")]
    public void IsSecret_NameSaysSo_Yes(string name) => Assert.True(SecretNames.IsSecret(name, "x"));

    [Theory]
    [InlineData("GITHUB_PATH", "/tmp/path")]
    [InlineData("GITHUB_REPOSITORY", "team/shop")]
    [InlineData("CI_PROJECT_PATH", "team/shop")]
    [InlineData("CI_PROJECT_URL", "https://gitlab.com/team/shop")]
    [InlineData("CIRCLE_REPOSITORY_URL", "ssh://git@github.com:team/shop.git")]
    [InlineData("CI_COMMIT_MESSAGE", "Fix https://example.com: it was down")]
    public void IsSecret_Anything_No(string name, string value) => Assert.False(SecretNames.IsSecret(name, value));

    [Theory]
    [InlineData("https://gitlab-ci-token:abc@gitlab.com/team/shop.git")]
    [InlineData("postgres://shop:abc@db.example.com/shop")]
    public void IsSecret_AddressWithPassword_Yes(string value) =>
        Assert.True(SecretNames.IsSecret("CI_REPOSITORY_URL", value));
}
