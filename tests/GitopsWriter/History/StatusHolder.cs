using Gimlet.GitopsWriter.History;
using Gimlet.Protos.Gitops;

namespace Gimlet.GitopsWriter.Tests.History;

/// <summary>A caller that keeps the status of an environment and asks for what changed, as the gateway does.</summary>
internal sealed class StatusHolder(ReadStatus status, string env)
{
    private readonly SortedDictionary<string, string> _releases = new(StringComparer.Ordinal);

    public string State { get; private set; } = "";

    /// <summary>How many apps the last answer told of.</summary>
    public int Told { get; private set; }

    /// <summary>Whether the last answer was the difference to what was held.</summary>
    public bool WasDifference { get; private set; }

    public string Content => string.Join('\n', _releases.Values);

    public async Task<StatusHolder> AskAsync()
    {
        Told = 0;
        var isFirst = true;
        var request = new GetStatusRequest { Env = env, KnownState = State };
        await foreach (var part in status.RunAsync(request, TestContext.Current.CancellationToken))
        {
            if (isFirst)
            {
                isFirst = false;
                State = part.State;
                WasDifference = part.ChangesOnly;
                if (!WasDifference)
                {
                    _releases.Clear();
                }
            }

            Told += part.Releases.Count + part.Removed.Count;
            foreach (var release in part.Releases)
            {
                _releases[release.App] = $"{release}";
            }

            foreach (var app in part.Removed)
            {
                _releases.Remove(app);
            }
        }

        return this;
    }

    /// <summary>Asks as somebody who holds that state, or none.</summary>
    public Task<StatusHolder> AskWithAsync(string state)
    {
        State = state;
        return AskAsync();
    }
}
