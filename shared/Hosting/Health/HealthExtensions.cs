using System.Text.Json;
using Gimlet.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gimlet.Hosting.Health;

internal static class HealthExtensions
{
    public static void AddGimletHealth(this IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddGrpcHealthChecks();
    }

    /// <summary>
    /// Live: the process answers. Ready: its databases do; a broker or a cluster that is away only degrades it.
    /// </summary>
    public static void MapGimletHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(
            context.Response.Body,
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new { status = entry.Value.Status.ToString(), entry.Value.Description }),
            },
            ContractJson.Options,
            context.RequestAborted);
    }
}
