namespace Gimlet.GitopsWriter.Writes;

/// <summary>Growing pauses between attempts, random so that competing writers do not meet again and again.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider clock)
{
    private int _attempts;

    public void Reset() => _attempts = 0;

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var bound = Math.Min(first.TotalMilliseconds * Math.Pow(2, _attempts++), longest.TotalMilliseconds);
        var pause = TimeSpan.FromMilliseconds(bound * (0.5 + (Random.Shared.NextDouble() / 2)));
        await Task.Delay(pause, clock, cancellationToken);
    }
}
