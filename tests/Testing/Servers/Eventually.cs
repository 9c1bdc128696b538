using System.Diagnostics;

namespace Gimlet.Testing.Servers;

/// <summary>Waits for a condition with a deadline, instead of sleeping.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultStep = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the answer is not null; throws what is missing when the time is up.</summary>
    public static async Task<T> GetAsync<T>(
        Func<Task<T?>> ask,
        string what,
        TimeSpan? within = null,
        CancellationToken cancellationToken = default,
        TimeSpan? step = null)
        where T : class
    {
        var patience = within ?? TimeSpan.FromSeconds(30);
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (watch.Elapsed > patience)
            {
                throw new TimeoutException($"Waited {patience.TotalSeconds:0} s for: {what}");
            }

            await Task.Delay(step ?? DefaultStep, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Asks until the answer is yes; throws what is missing when the time is up.</summary>
    public static Task HoldsAsync(
        Func<Task<bool>> ask, string what, TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        GetAsync(async () => await ask() ? "yes" : null, what, within, cancellationToken);
}
