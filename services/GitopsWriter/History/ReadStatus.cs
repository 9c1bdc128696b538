using System.Runtime.CompilerServices;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.Protos.Gitops;

namespace Gimlet.GitopsWriter.History;

/// <summary>
/// Reads what each app of an environment is at now, in parts; for a caller that holds an earlier state, what changed.
/// </summary>
internal sealed class ReadStatus(StatusStore store, GitopsRepositories repositories)
{
    private const int PartSize = 250;

    public async IAsyncEnumerable<GetStatusResponse> RunAsync(
        GetStatusRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (repositories.SettingsOf(request.Env) is not { } settings)
        {
            yield return new GetStatusResponse();
            yield break;
        }

        var environment = new EnvironmentKey(settings.Address, settings.Branch, request.Env);
        if (request.App.Length > 0)
        {
            var release = await store.FindAsync(environment, request.App, cancellationToken);
            yield return release is null ? new GetStatusResponse() : new GetStatusResponse { Releases = { release } };
            yield break;
        }

        // The state comes before the rows: they may be newer than it, and are then told again, but never older.
        var present = await store.FindVersionAsync(environment, cancellationToken);
        var known = EnvironmentState.Parse(request.KnownState, environment);
        var part = new GetStatusResponse
        {
            State = EnvironmentState.Format(environment, present),
            ChangesOnly = known <= present,
        };
        if (known != present)
        {
            await foreach (var row in store.ReadAsync(environment, part.ChangesOnly ? known : null, cancellationToken))
            {
                if (part.Releases.Count + part.Removed.Count == PartSize)
                {
                    yield return part;
                    part = new GetStatusResponse();
                }

                row.AddTo(part);
            }
        }

        yield return part;
    }
}
