using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gimlet.GitopsWriter.Access;
using Gimlet.GitopsWriter.Repositories;
using Microsoft.Extensions.Time.Testing;

namespace Gimlet.GitopsWriter.Tests.Access;

public sealed class GitHubAppTests : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly FakeApi _api = new();
    private readonly GitHubApp _app;

    public GitHubAppTests() => _app = new GitHubApp(Options(), _clock, _api);

    public void Dispose()
    {
        _app.Dispose();
        _api.Dispose();
        _key.Dispose();
    }

    [Fact]
    public void Token_IsAskedForWithAnAssertionThatTheAppsKeySigned()
    {
        Answer("first", _clock.GetUtcNow().AddHours(1));

        Assert.Equal("first", _app.GetToken());

        Assert.Equal("https://ghe.example/api/v3/app/installations/42/access_tokens", _api.Address);
        var parts = _api.Authorization!.Parameter!.Split('.');
        Assert.True(_key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
            Decode(parts[2]),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1));
        var claims = JsonNode.Parse(Decode(parts[1]))!;
        Assert.Equal("7", (string?)claims["iss"]);
        Assert.InRange((long)claims["exp"]! - _clock.GetUtcNow().ToUnixTimeSeconds(), 1, 600);
        Assert.True((long)claims["iat"]! < _clock.GetUtcNow().ToUnixTimeSeconds());
    }

    [Fact]
    public void Token_IsKeptUntilShortlyBeforeItExpires()
    {
        Answer("first", _clock.GetUtcNow().AddHours(1));
        _app.GetToken();
        Answer("second", _clock.GetUtcNow().AddHours(2));

        _clock.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("first", _app.GetToken());
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("second", _app.GetToken());

        Assert.Equal(2, _api.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, typeof(RemoteRefusedException))]
    [InlineData(HttpStatusCode.NotFound, typeof(RemoteRefusedException))]
    [InlineData(HttpStatusCode.BadGateway, typeof(RemoteUnavailableException))]
    [InlineData(HttpStatusCode.TooManyRequests, typeof(RemoteUnavailableException))]
    public void Token_ThatIsNotGiven_IsAnErrorWithoutSecrets(HttpStatusCode status, Type expected)
    {
        _api.Answer = () => new HttpResponseMessage(status);

        var error = Assert.Throws(expected, _app.GetToken);

        Assert.Contains($"{(int)status}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_api.Authorization!.Parameter!, $"{error}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Token_FromAnAnswerThatIsNone_IsAnError(string body)
    {
        _api.Answer = () => new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent(body) };

        Assert.Throws<RemoteUnavailableException>(_app.GetToken);
    }

    [Fact]
    public void Errors_NameTheSetting()
    {
        Assert.Empty(GitHubApp.Errors(new GitopsOptions()));
        Assert.Empty(GitHubApp.Errors(Options()));
        Assert.Empty(GitHubApp.Errors(Options() with
        {
            GitHubPrivateKey = Options().GitHubPrivateKey.Replace("\n", "\\n", StringComparison.Ordinal),
        }));
        AssertError("set all or none", new GitopsOptions { GitHubAppId = "7" });
        AssertError("GITHUB_PRIVATE_KEY", Options() with { GitHubPrivateKey = "/no/file" });
        AssertError("GITHUB_API_URL", Options() with { GitHubApiUrl = "api" });
    }

    [Theory]
    [InlineData("https://ghe.example/owner/repo.git", "x-access-token:app")]
    [InlineData("https://gitlab.example/owner/repo.git", "oauth2:lab")]
    [InlineData("https://evil.example/owner/repo.git", null)]
    [InlineData("https://ghe.example.evil.example/owner/repo.git", null)]
    [InlineData("git@ghe.example:owner/repo.git", null)]
    public void Credentials_OfAHost_AreForThatHostAlone(string url, string? expected)
    {
        Answer("app", _clock.GetUtcNow().AddHours(1));
        var options = Options() with { GitLabToken = "lab", GitLabUrl = "https://gitlab.example" };
        var settings = new RepositorySettings { Env = "", Url = url, Branch = "main" };

        var found = new HttpCredentials(options, _app).Find(settings);

        Assert.Equal(expected, found is var (user, password) ? $"{user}:{password}" : null);
        Assert.DoesNotContain("lab", $"{options}", StringComparison.Ordinal);
    }

    [Fact]
    public void Host_OfGitHubItself_IsWhereItsRepositoriesAre()
    {
        using var app = new GitHubApp(new GitopsOptions(), _clock);

        Assert.Equal("github.com", app.Host);
    }

    private static void AssertError(string expected, GitopsOptions options) =>
        Assert.Contains(expected, Assert.Single(GitHubApp.Errors(options)), StringComparison.Ordinal);

    private static byte[] Decode(string part) => System.Buffers.Text.Base64Url.DecodeFromChars(part);

    private GitopsOptions Options() => new()
    {
        GitHubAppId = "7",
        GitHubInstallationId = "42",
        GitHubPrivateKey = _key.ExportRSAPrivateKeyPem(),
        GitHubApiUrl = "https://ghe.example/api/v3",
    };

    private void Answer(string token, DateTimeOffset expires) => _api.Answer = () =>
        new HttpResponseMessage(HttpStatusCode.Created)
        {
            Content = new StringContent(
                $$"""{"token":"{{token}}","expires_at":"{{expires:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}"""),
        };

    private sealed class FakeApi : HttpMessageHandler
    {
        public Func<HttpResponseMessage> Answer { get; set; } = () => new HttpResponseMessage(HttpStatusCode.NotFound);

        public int Calls { get; private set; }

        public string? Address { get; private set; }

        public AuthenticationHeaderValue? Authorization { get; private set; }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            Address = $"{request.RequestUri}";
            Authorization = request.Headers.Authorization;
            return Answer();
        }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }
}
