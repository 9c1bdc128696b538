using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;

namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>A CI job that does not give up: it repeats what was not answered, with the same idempotency key.</summary>
internal sealed class CiJob(GimletClient client, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private int _repetitions;

    /// <summary>How often something had to be asked again.</summary>
    public int Repetitions => Volatile.Read(ref _repetitions);

    /// <summary>Ships an artifact of one app and asks for its release; returns the request.</summary>
    public async Task<string> DeployAsync(string env, string app, string content)
    {
        var artifact = await PostAsync("/api/artifact", Artifacts.Create(Artifacts.Manifest(env, app, content)));
        return await PostAsync(
            "/api/releases",
            new JsonObject { ["env"] = env, ["app"] = app, ["artifactId"] = artifact });
    }

    /// <summary>Waits until a request has ended and returns its status.</summary>
    public Task<JsonObject> EndAsync(string requestId) => PersistAsync(
        async () => await client.TrackReleaseAsync(requestId, cancellationToken) is var status
            && (string)status["status"]! is "processed" or "error" ? status : null,
        $"request {requestId} to end");

    private async Task<string> PostAsync(string route, JsonObject body)
    {
        var key = Guid.NewGuid().ToString();
        var answer = await PersistAsync(
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, route);
                request.Content = JsonContent.Create(body);
                request.Headers.Add("Idempotency-Key", key);
                using var response = await client.Http.SendAsync(request, cancellationToken);
                response.EnsureSuccessStatusCode();
                return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
            },
            $"an answer to POST {route}");
        return (string)answer["id"]!;
    }

    // Nobody who waits for a release gives up because a server is away; a refusal is final all the same.
    private Task<T> PersistAsync<T>(Func<Task<T?>> ask, string what)
        where T : class =>
        Eventually.GetAsync(
            async () =>
            {
                try
                {
                    return await ask();
                }
                catch (Exception e) when (IsPassing(e) && !cancellationToken.IsCancellationRequested)
                {
                    Interlocked.Increment(ref _repetitions);
                    return null;
                }
            },
            what,
            Patience,
            cancellationToken,
            Step);

    private static bool IsPassing(Exception e) => e switch
    {
        HttpRequestException http => http.StatusCode is null or >= HttpStatusCode.InternalServerError,
        TaskCanceledException or IOException => true,
        _ => false,
    };
}
