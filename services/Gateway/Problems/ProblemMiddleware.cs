namespace Gimlet.Gateway.Problems;

/// <summary>Answers every failure with problem details, also those that ASP.NET answers with a status alone.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (IsBareError(context.Response))
            {
                await ProblemMapping.From(context.Response.StatusCode, context.Request).ExecuteAsync(context);
            }
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to be told.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            var problem = ProblemMapping.From(e);
            if (problem.Status == StatusCodes.Status500InternalServerError)
            {
                Log.RequestFailed(logger, e, context.Request.Method, context.Request.Path);
            }
            else if (problem.Status > StatusCodes.Status500InternalServerError)
            {
                Log.ServiceAway(logger, context.Request.Method, context.Request.Path, e.Message);
            }

            context.Response.Clear();
            await problem.ExecuteAsync(context);
        }
    }

    private static bool IsBareError(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0, ContentType: null };
}
