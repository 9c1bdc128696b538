using Gimlet.Contracts;
using Microsoft.Extensions.Options;

namespace Gimlet.Gateway.Users;

/// <summary>Sees to it, before the API opens, that there is an admin whose token somebody knows.</summary>
internal sealed class AdminAccount(
    UserStore users,
    IOptions<AdminOptions> options,
    [FromKeyedServices(AdminAccount.Output)] TextWriter output,
    TimeProvider clock,
    ILogger<AdminAccount> logger) : IHostedService
{
    /// <summary>Key of the writer that a fresh token is printed to, once and past all logs.</summary>
    public const string Output = "admin-token-output";

    public const string Login = "admin";
    private const int GoodLength = 32;

    private readonly long _started = UnixMicroseconds.Now(clock);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var admin = new User { Login = Login, Admin = true, Created = UnixMicroseconds.Now(clock) };
        var configured = options.Value.Token.Trim();
        if (configured.Length > 0)
        {
            if (configured.Length < GoodLength)
            {
                Log.WeakAdminToken(logger, GoodLength);
            }

            await users.TryReplaceAsync(admin, AccessToken.Hash(configured), long.MaxValue, cancellationToken);
            return;
        }

        // Of replicas that start together, the one whose token was stored prints it. A token that is younger than
        // this process was just printed by another replica and stays good.
        var token = AccessToken.Create();
        var hash = AccessToken.Hash(token);
        if (options.Value.Print
            ? await users.TryReplaceAsync(admin, hash, _started, cancellationToken)
            : await users.TryInsertFirstAsync(admin, hash, cancellationToken))
        {
            await output.WriteLineAsync($"Admin token: {token}");
            await output.FlushAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
