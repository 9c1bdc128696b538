using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.Access;

/// <summary>
/// Tokens of a GitHub App's installation. They hold for an hour and are replaced before that is over.
/// </summary>
internal sealed class GitHubApp(GitopsOptions options, TimeProvider clock, HttpMessageHandler? handler = null)
    : IDisposable
{
    // The clocks of two machines differ, and GitHub refuses what was issued in its future or holds for over ten
    // minutes.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AssertionLifetime = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan RefreshBefore = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(15) };
    private InstallationToken? _token;

    public bool IsConfigured => options.GitHubAppId.Length > 0;

    /// <summary>The host whose repositories the tokens are for.</summary>
    public string Host =>
        new Uri(options.GitHubApiUrl).Host is var host && host.StartsWith("api.", StringComparison.Ordinal)
            ? host["api.".Length..]
            : host;

    /// <summary>What is wrong with the settings.</summary>
    public static IEnumerable<string> Errors(GitopsOptions options)
    {
        string[] values = [options.GitHubAppId, options.GitHubInstallationId, options.GitHubPrivateKey];
        if (values.All(value => value.Length == 0))
        {
            yield break;
        }

        if (values.Any(value => value.Length == 0))
        {
            yield return "GITHUB_APP_ID, GITHUB_INSTALLATION_ID and GITHUB_PRIVATE_KEY belong together: "
                + "set all or none";
        }
        else if (!CanRead(options.GitHubPrivateKey))
        {
            yield return "GITHUB_PRIVATE_KEY must be an RSA key in PEM form, or the path of a file that holds one";
        }

        if (!Uri.TryCreate(options.GitHubApiUrl, UriKind.Absolute, out var api)
            || api.Scheme is not ("https" or "http"))
        {
            yield return "GITHUB_API_URL must be an http or https address";
        }
    }

    /// <summary>A token that holds for some minutes at least. Blocks while a new one is fetched.</summary>
    public string GetToken()
    {
        lock (_lock)
        {
            if (_token is null || _token.ExpiresAt - clock.GetUtcNow() < RefreshBefore)
            {
                _token = Fetch();
            }

            return _token.Token;
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool CanRead(string key)
    {
        try
        {
            ReadKey(key).Dispose();
            return true;
        }
        catch (Exception e)
            when (e is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static RSA ReadKey(string key)
    {
        // Many places where environment variables are kept take one line only.
        var pem = key.Contains("-----BEGIN", StringComparison.Ordinal)
            ? key.Replace("\\n", "\n", StringComparison.Ordinal)
            : File.ReadAllText(key);
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }

    private static string Encode(ReadOnlySpan<byte> content) => System.Buffers.Text.Base64Url.EncodeToString(content);

    private InstallationToken Fetch()
    {
        var api = options.GitHubApiUrl.TrimEnd('/');
        var address = $"{api}/app/installations/{options.GitHubInstallationId}/access_tokens";
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", MakeAssertion());
        request.Headers.UserAgent.ParseAdd("gimlet");
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        try
        {
            using var response = _http.Send(request);
            using var body = response.Content.ReadAsStream();
            if (response.StatusCode == HttpStatusCode.Created)
            {
                return JsonSerializer.Deserialize<InstallationToken>(body)
                    ?? throw new RemoteUnavailableException("GitHub answers without a token");
            }

            var status = $"{(int)response.StatusCode} {response.ReasonPhrase}";
            var error = $"GitHub gives no token to app {options.GitHubAppId}: {status}";
            throw response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                ? new RemoteUnavailableException(error)
                : new RemoteRefusedException(error, isAccess: true);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            throw new RemoteUnavailableException($"GitHub gives no token: {e.Message}", e);
        }
    }

    private string MakeAssertion()
    {
        var now = clock.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["iat"] = (now - Skew).ToUnixTimeSeconds(),
            ["exp"] = (now + AssertionLifetime).ToUnixTimeSeconds(),
            ["iss"] = options.GitHubAppId,
        };
        var header = Encode("""{"alg":"RS256","typ":"JWT"}"""u8);
        var content = $"{header}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        using var key = ReadKey(options.GitHubPrivateKey);
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Encode(signature)}";
    }

    private sealed record InstallationToken
    {
        [JsonPropertyName("token")]
        public required string Token { get; init; }

        [JsonPropertyName("expires_at")]
        public required DateTimeOffset ExpiresAt { get; init; }
    }
}
