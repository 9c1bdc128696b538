using Gimlet.Protos.Gitops;
using Grpc.Core;

namespace Gimlet.Gateway.Environments;

/// <summary>
/// Reads what environments are at. Every read asks the writer, which says what changed since the last one: what is kept
/// here saves work, and is never an answer by itself.
/// </summary>
internal sealed class EnvironmentReader(
    GitopsService.GitopsServiceClient gitops, EnvironmentCache cache, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // Clients that ask together for an environment that is not known have it read once.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 32).Select(_ => new SemaphoreSlim(1))];

    public async Task<EnvironmentStatus> ReadAsync(string env, CancellationToken cancellationToken)
    {
        if (cache.Find(env) is { } known)
        {
            return await RefreshAsync(env, known, cancellationToken);
        }

        var gate = _gates[(uint)env.GetHashCode(StringComparison.Ordinal) % _gates.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await RefreshAsync(env, cache.Find(env) ?? EnvironmentStatus.Empty, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>What one app is at; null when it has no release.</summary>
    public async Task<Release?> FindAsync(string env, string app, CancellationToken cancellationToken)
    {
        using var call = Call(new GetStatusRequest { Env = env, App = app }, cancellationToken);
        Release? found = null;
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            found ??= part.Releases.FirstOrDefault();
        }

        return found;
    }

    public void Dispose()
    {
        foreach (var gate in _gates)
        {
            gate.Dispose();
        }
    }

    private async Task<EnvironmentStatus> RefreshAsync(
        string env, EnvironmentStatus known, CancellationToken cancellationToken)
    {
        using var call = Call(new GetStatusRequest { Env = env, KnownState = known.State }, cancellationToken);
        using var writer = new AppStatusWriter();
        GetStatusResponse? first = null;
        var changes = new List<AppStatus>();
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            first ??= part;
            changes.AddRange(part.Releases.Select(writer.Write));
            changes.AddRange(part.Removed.Select(app => new AppStatus(app, [])));
        }

        var state = first?.State ?? "";
        if (first is { ChangesOnly: true } && state == known.State)
        {
            return known;
        }

        var before = first is { ChangesOnly: true } ? known : EnvironmentStatus.Empty;
        var status = before.With(state, changes);
        cache.Keep(env, status);
        return status;
    }

    // A stream that stalls must not hold a client, and those that wait behind it, for ever.
    private AsyncServerStreamingCall<GetStatusResponse> Call(
        GetStatusRequest request, CancellationToken cancellationToken) => gitops.GetStatus(
            request, deadline: clock.GetUtcNow().Add(Timeout).UtcDateTime, cancellationToken: cancellationToken);
}
