using System.Text.Json.Nodes;
using Gimlet.Testing.Installations;

namespace Gimlet.Cli.Tests.Scripts;

/// <summary>Plays Flux while a script runs: tells of every commit that nobody has told of yet.</summary>
internal sealed class FluxStandIn : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;

    public FluxStandIn(Installation gimlet, string webhookKey, string reason, string message) =>
        _work = WorkAsync(gimlet, webhookKey, reason, message);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task WorkAsync(Installation gimlet, string webhookKey, string reason, string message)
    {
        using var client = new GimletClient(gimlet.Address, Installation.AdminToken);
        using var webhook = new FluxWebhook(gimlet.Address, webhookKey);
        while (true)
        {
            foreach (var commit in (JsonArray)await client.GetAsync("/api/gitopsCommits", _end.Token))
            {
                if ((string?)commit!["status"] == "NotReconciled")
                {
                    await webhook.ReportAsync(
                        (string)commit["env"]!, (string)commit["sha"]!, reason, message, failed: false, _end.Token);
                }
            }

            await Task.Delay(Interval, TimeProvider.System, _end.Token);
        }
    }
}
