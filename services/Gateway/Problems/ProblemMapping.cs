using System.Data.Common;
using Grpc.Core;

namespace Gimlet.Gateway.Problems;

/// <summary>The one place that turns what went wrong into what a client is told.</summary>
internal static class ProblemMapping
{
    private const string Inside = "Something went wrong inside; the server's log has more under this requestId.";

    public static Problem From(Exception e) => e switch
    {
        ProblemException problem => new Problem(problem.Status, problem.Message),
        RpcException rpc => From(rpc.Status),
        BadHttpRequestException bad => new Problem(bad.StatusCode, bad.Message),
        DbException { IsTransient: true } => new Problem(
            StatusCodes.Status503ServiceUnavailable, "The gateway's database is away; try again in a moment."),
        _ => new Problem(StatusCodes.Status500InternalServerError, Inside),
    };

    /// <summary>What to say where ASP.NET answers with a status alone.</summary>
    public static Problem From(int status, HttpRequest request) => status switch
    {
        StatusCodes.Status404NotFound =>
            new Problem(status, $"There is no route {request.Path}; see /openapi/v1.json."),
        StatusCodes.Status405MethodNotAllowed =>
            new Problem(status, $"{request.Path} does not take {request.Method}; see the Allow header."),
        _ => new Problem(status, "The request was refused."),
    };

    // Unauthenticated and PermissionDenied are about the services among themselves: a fault of the installation.
    private static Problem From(Status status) => status.StatusCode switch
    {
        StatusCode.InvalidArgument or StatusCode.OutOfRange =>
            new Problem(StatusCodes.Status400BadRequest, status.Detail),
        StatusCode.NotFound => new Problem(StatusCodes.Status404NotFound, status.Detail),
        StatusCode.AlreadyExists or StatusCode.Aborted => new Problem(StatusCodes.Status409Conflict, status.Detail),
        StatusCode.FailedPrecondition => new Problem(StatusCodes.Status422UnprocessableEntity, status.Detail),
        StatusCode.ResourceExhausted => new Problem(StatusCodes.Status413PayloadTooLarge, status.Detail),
        StatusCode.Unavailable => new Problem(
            StatusCodes.Status503ServiceUnavailable, "A service that this needs is away; try again in a moment."),
        StatusCode.DeadlineExceeded => new Problem(
            StatusCodes.Status504GatewayTimeout, "A service that this needs did not answer in time; try again."),
        _ => new Problem(StatusCodes.Status500InternalServerError, Inside),
    };
}
