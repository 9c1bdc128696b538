using System.Diagnostics;
using Gimlet.Gateway.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Gimlet.Gateway.Problems;

/// <summary>An answer as RFC 9457 problem details.</summary>
internal sealed record Problem(int Status, string Detail) : IResult
{
    public const string ContentType = "application/problem+json";
    private const string RetryAfterSeconds = "5";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }

        var details = new ProblemDetails
        {
            Type = "about:blank",
            Title = ReasonPhrases.GetReasonPhrase(Status),
            Status = Status,
            Detail = Detail,
            Extensions = { ["requestId"] = Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier },
        };
        await response.WriteAsJsonAsync(details, GatewayJson.Options, ContentType, httpContext.RequestAborted);
    }
}
