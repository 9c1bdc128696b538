using Gimlet.Gateway.Problems;

namespace Gimlet.Gateway.Idempotency;

/// <summary>An answer in full, as it was first given.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        if (!Body.IsEmpty)
        {
            httpContext.Response.ContentType =
                Status >= StatusCodes.Status400BadRequest ? Problem.ContentType : "application/json; charset=utf-8";
            await httpContext.Response.Body.WriteAsync(Body, httpContext.RequestAborted);
        }
    }

    /// <summary>Lets a result write itself into memory instead of to the client.</summary>
    public static async Task<Answer> CaptureAsync(HttpContext context, IResult result)
    {
        var response = context.Response;
        var client = response.Body;
        using var memory = new MemoryStream();
        response.Body = memory;
        try
        {
            await result.ExecuteAsync(context);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            response.Body = client;
        }

        return new Answer(response.StatusCode, memory.ToArray());
    }
}
