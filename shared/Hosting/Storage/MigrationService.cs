using System.Data.Common;
using System.Net.Sockets;
using Gimlet.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gimlet.Hosting.Storage;

/// <summary>
/// Migrates a database before anything else of the process starts, and waits while the database is away.
/// </summary>
internal sealed class MigrationService(Migrator migrator, TimeProvider clock, ILogger<MigrationService> logger)
    : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await migrator.MigrateAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (IsAway(e))
            {
                Log.DatabaseAway(logger, migrator.Database.Name, e.Message);
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A refused connection or a server that is still starting passes; a wrong password or a broken script does not.
    private static bool IsAway(Exception? e) =>
        e is DbException { IsTransient: true } or SocketException || (e?.InnerException is { } inner && IsAway(inner));
}
