using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Gimlet.Helm.Sources;

/// <summary>
/// Gets the tokens that registries ask for: a registry answers 401 and names the server that gives them (the
/// distribution project's token authentication).
/// </summary>
internal sealed partial class RegistryTokens(ChartHttp http, TimeProvider clock)
{
    private const int MaxAnswerBytes = 1024 * 1024;

    private readonly ConcurrentDictionary<string, (AuthenticationHeaderValue Value, DateTimeOffset Until)> _tokens =
        new(StringComparer.Ordinal);

    public AuthenticationHeaderValue? Find(RegistryChart chart) =>
        _tokens.TryGetValue(Key(chart), out var token) && token.Until > clock.GetUtcNow() ? token.Value : null;

    /// <summary>Follows the challenge of a 401; null when it is not one for a token.</summary>
    public async Task<AuthenticationHeaderValue?> RequestAsync(
        RegistryChart chart, HttpResponseMessage challenge, CancellationToken cancellationToken)
    {
        var bearer = challenge.Headers.WwwAuthenticate.FirstOrDefault(
            header => header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase));
        if (bearer?.Parameter is null || Address(chart, bearer.Parameter) is not { } address)
        {
            return null;
        }

        var credentials = http.CredentialsOf(chart.Registry);
        using var response = await http.SendAsync(
            address, to => Request(to, address, credentials), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not HttpStatusCode.OK)
        {
            throw ChartHttp.Unexpected(response);
        }

        var answer = Read(
            address, await ChartHttp.ReadAsync(response, MaxAnswerBytes, cancellationToken).ConfigureAwait(false));
        var token = new AuthenticationHeaderValue("Bearer", answer.Token ?? answer.AccessToken);
        Keep(chart, token, TimeSpan.FromSeconds(Math.Clamp(answer.ExpiresIn ?? 60, 0, 3600) - 10));
        return token;
    }

    private static Uri? Address(RegistryChart chart, string parameter)
    {
        var values = Parameter().Matches(parameter)
            .GroupBy(match => match.Groups["name"].Value.ToLowerInvariant(), match => match.Groups["value"].Value)
            .ToDictionary(group => group.Key, group => group.First());

        // Credentials must not leave TLS because the registry says so.
        if (!Uri.TryCreate(values.GetValueOrDefault("realm"), UriKind.Absolute, out var realm)
            || (realm.Scheme != Uri.UriSchemeHttps && realm.Scheme != chart.Registry.Scheme))
        {
            return null;
        }

        var scope = values.GetValueOrDefault("scope") ?? $"repository:{chart.Repository}:pull";
        var query = $"scope={Uri.EscapeDataString(scope)}";
        if (values.TryGetValue("service", out var service))
        {
            query = $"service={Uri.EscapeDataString(service)}&{query}";
        }

        return new UriBuilder(realm) { Query = query }.Uri;
    }

    // The registry's credentials are for the server that it names, not for where that one redirects to.
    private static HttpRequestMessage Request(Uri to, Uri address, HostCredentials? credentials)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, to);
        request.Headers.Authorization =
            credentials is not null && to.Authority == address.Authority ? ChartHttp.Basic(credentials) : null;
        return request;
    }

    private static Answer Read(Uri address, ReadOnlyMemory<byte> content)
    {
        try
        {
            if (JsonSerializer.Deserialize(content.Span, SourcesJson.Default.Answer) is { } answer
                && (answer.Token ?? answer.AccessToken) is { Length: > 0 })
            {
                return answer;
            }
        }
        catch (JsonException e)
        {
            throw ChartHttp.Failure(address, $"gives no token: {e.Message}", e);
        }

        throw ChartHttp.Failure(address, "gives no token");
    }

    private static string Key(RegistryChart chart) => $"{chart.Registry.Authority}/{chart.Repository}";

    private void Keep(RegistryChart chart, AuthenticationHeaderValue token, TimeSpan time)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, known) in _tokens.Where(known => known.Value.Until <= now))
        {
            _tokens.TryRemove(new(key, known));
        }

        _tokens[Key(chart)] = (token, now + time);
    }

    internal sealed record Answer(
        [property: JsonPropertyName("token")] string? Token,
        [property: JsonPropertyName("access_token")] string? AccessToken,
        [property: JsonPropertyName("expires_in")] double? ExpiresIn);

    [GeneratedRegex("(?<name>[A-Za-z]+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex Parameter();
}
