using System.Data.Common;
using Gimlet.Contracts.Flux;
using Gimlet.GitopsWriter.Repositories;

namespace Gimlet.GitopsWriter.CommitStatuses;

/// <summary>Finds the commits that an observation may be about.</summary>
internal sealed class CommitScopes(IRevisionGraphs graphs)
{
    public async Task<IReadOnlyList<CommitScope>> FindAsync(
        DbConnection connection, RevisionObserved observation, long seenSince, CancellationToken cancellationToken)
    {
        if (observation.Kind == FluxKind.HelmRelease)
        {
            // Its source is a chart's: what ties it to a commit is that an app's files contain it.
            var subject = new FailingObject(observation.Kind, observation.Namespace, observation.Name);
            return await ObjectIndex.FindAsync(connection, subject, observation.Env ?? "");
        }

        if (!string.IsNullOrEmpty(observation.RepositoryUrl))
        {
            return [.. FindByAddress(observation)];
        }

        var known = await FluxObjectStore.FindScopesAsync(connection, observation, seenSince);
        if (known.Count > 0)
        {
            return known;
        }

        if (!string.IsNullOrEmpty(observation.Env))
        {
            return graphs.For(observation.Env) is { } graph
                ? [new CommitScope(graph.Repository, graph.Branch, Path: null, observation.Env)]
                : [];
        }

        return observation.Revision is null
            ? []
            : await FindByRevisionAsync(observation.Revision, cancellationToken);
    }

    /// <summary>Null as well when the repository is no longer configured.</summary>
    public Task<long?> LastContainedPositionAsync(
        CommitScope scope, string revision, CancellationToken cancellationToken) =>
        graphs.All.FirstOrDefault(graph => graph.Repository == scope.Repository && graph.Branch == scope.Branch)
            ?.LastContainedPositionAsync(revision, cancellationToken)
        ?? Task.FromResult<long?>(null);

    // A source that follows no branch, but a tag, may still contain our commits.
    private IEnumerable<CommitScope> FindByAddress(RevisionObserved observation)
    {
        var repository = RepositoryAddress.Normalise(observation.RepositoryUrl!);
        return graphs.All
            .Where(graph => graph.Repository == repository)
            .Where(graph => observation.Branch is null || graph.Branch == observation.Branch)
            .Select(graph => new CommitScope(graph.Repository, graph.Branch, observation.Path, Env: ""));
    }

    private async Task<IReadOnlyList<CommitScope>> FindByRevisionAsync(
        string revision, CancellationToken cancellationToken)
    {
        var scopes = new List<CommitScope>();
        foreach (var graph in graphs.All)
        {
            if (await graph.LastContainedPositionAsync(revision, cancellationToken) is not null)
            {
                scopes.Add(new CommitScope(graph.Repository, graph.Branch, Path: null, Env: ""));
            }
        }

        return scopes;
    }
}
