using System.Text.Json;
using Gimlet.Gateway.Idempotency;
using Gimlet.Gateway.Requests;
using Gimlet.Gateway.Users;
using Gimlet.Protos.Flux;
using Google.Protobuf;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Gimlet.Gateway.Flux;

/// <summary>Takes the webhooks of Flux's notification-controller and passes them on as they came.</summary>
internal static class ReportEvent
{
    private const int BodyLimit = 1024 * 1024;

    private static readonly TextParameter Env = new("env", "The environment that the sending cluster is.");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptions<WebhookOptions>>().Value;
        routes.MapPost("/api/flux-events", HandleAsync)
            .RequireAuthorization(options.Key.Length > 0 ? AccessPolicies.Webhook : AccessPolicies.User)
            .AddEndpointFilter<IdempotencyFilter>()
            .WithMetadata(new BodyLimitMetadata(BodyLimit))
            .Takes(Env)
            .TakesBody<JsonElement>()
            .WithSummary("Takes an event of Flux's notification-controller (generic and generic-hmac).");
    }

    private static async Task<Ok<EmptyJson>> HandleAsync(HttpContext context, FluxService.FluxServiceClient flux)
    {
        await JsonBody.ReadAsync<Dictionary<string, JsonElement>>(context);
        var body = await RequestBody.ReadAsync(context);
        await flux.ReportEventAsync(
            new ReportEventRequest
            {
                Env = Env.Read(context.Request),
                Body = UnsafeByteOperations.UnsafeWrap(body),
            },
            cancellationToken: context.RequestAborted);
        return TypedResults.Ok(new EmptyJson());
    }
}
