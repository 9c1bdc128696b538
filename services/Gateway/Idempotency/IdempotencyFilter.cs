using Gimlet.Gateway.Problems;
using Gimlet.Gateway.Users;
using Microsoft.AspNetCore.Http.Features;

namespace Gimlet.Gateway.Idempotency;

/// <summary>Makes a POST with an Idempotency-Key happen once, and answers each repetition as the first time.</summary>
/// <remarks>
/// Nothing is locked. Two requests with one key at the same time, or a second after a crash of the first, run under
/// one operation id and so make one thing between them.
/// </remarks>
internal sealed class IdempotencyFilter(IdempotencyStore store) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || IdempotencyKey.Read(http.Request) is not { } key)
        {
            return await next(context);
        }

        var login = http.User.Identity?.Name ?? throw new InvalidOperationException("The sender is not known yet.");
        var credential = http.Features.GetRequiredFeature<Credential>();
        var fingerprint = await IdempotencyKey.FingerprintAsync(http);
        var reservation = await store.ReserveAsync(login, key, fingerprint, http.RequestAborted);
        if (reservation.Fingerprint != fingerprint)
        {
            throw new ProblemException(
                StatusCodes.Status422UnprocessableEntity,
                $"This {IdempotencyKey.Header} was used for another request; take a new one.");
        }

        var seal = new AnswerSeal(credential.Secret, login, key);
        if (reservation.Status != 0 && seal.TryOpen(reservation.SealedAnswer) is { } body)
        {
            return new Answer(reservation.Status, body);
        }

        http.Features.Set(new Operation(Guid.Parse(reservation.OperationId)));
        var answer = await Answer.CaptureAsync(http, await RunAsync(context, next));

        // The deed is done: its answer is kept even if the client has gone away meanwhile.
        await store.RecordAsync(
            login, key, reservation.OperationId, answer.Status, seal.Close(answer.Body.Span), CancellationToken.None);
        return answer;
    }

    // What a client did wrong is an answer like any other; a failure of the server is not, and is not kept.
    private static async Task<IResult> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context) as IResult ?? throw new InvalidOperationException("A route must give a result.");
        }
        catch (Exception e) when (
            ProblemMapping.From(e) is { Status: < StatusCodes.Status500InternalServerError } problem)
        {
            return problem;
        }
    }
}
