using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gimlet.Testing.Installations;

namespace Gimlet.Acceptance.Tests.Installations;

/// <summary>Calls about more than their result: status codes, problem details, headers, other tokens.</summary>
internal static class Api
{
    public static Task<Answer> PostAsync(
        this GimletClient client, string route, string body, string? token = null, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, route);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return client.SendAsync(request, token);
    }

    public static Task<Answer> AskAsync(this GimletClient client, string route, string? token = null) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Get, route), token);

    /// <summary>Sends a request as the admin, as another user, or with an empty token as nobody.</summary>
    public static async Task<Answer> SendAsync(
        this GimletClient client, HttpRequestMessage request, string? token = null)
    {
        using (request)
        {
            var message = request;
            message.Headers.Authorization = token switch
            {
                null => client.Http.DefaultRequestHeaders.Authorization,
                "" => null,
                _ => new AuthenticationHeaderValue("Bearer", token),
            };
            using var http = new HttpClient { BaseAddress = client.Http.BaseAddress };
            using var response = await http.SendAsync(message, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return new Answer(
                response.StatusCode,
                response.Content.Headers.ContentType?.MediaType ?? "",
                text.Length > 0 ? JsonNode.Parse(text) : null);
        }
    }

    /// <summary>A refusal as RFC 9457 has it; returns what it tells people.</summary>
    public static string RefusedWith(this Answer answer, HttpStatusCode status)
    {
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Equal((int)status, (int)answer.Json!["status"]!);
        var detail = (string)answer.Json["detail"]!;
        Assert.NotEmpty(detail);
        return detail;
    }
}
