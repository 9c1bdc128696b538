using System.Data.Common;
using Dapper;
using Gimlet.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gimlet.Hosting.Storage;

internal sealed class DatabaseHealthCheck(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await connection.ExecuteScalarAsync<long>("SELECT 1").ConfigureAwait(false);
            }

            return HealthCheckResult.Healthy(database.Dialect.ToString());
        }
        catch (DbException e)
        {
            return HealthCheckResult.Unhealthy($"{database.Dialect} is away: {e.Message}");
        }
    }
}
