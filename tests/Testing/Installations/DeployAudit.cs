using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Gimlet.Testing.Servers;

namespace Gimlet.Testing.Installations;

/// <summary>
/// Compares what the API took with what it answers afterwards and with what is on the remote: every deploy of every app
/// exactly once, in the order of the requests, and none of them taken back by another.
/// </summary>
/// <param name="client">Asks the API.</param>
/// <param name="branch">The remote.</param>
/// <param name="env">The environment; nobody else deploys to it.</param>
/// <param name="file">The file in the directory of an app that has the mark of its deploy.</param>
public sealed class DeployAudit(GimletClient client, GitopsBranch branch, string env, string file)
{
    private const int PageSize = 1000;
    private const int AtOnce = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _findings = [];

    /// <summary>Deploys whose request ended with the hash of a commit.</summary>
    public int Succeeded => _hashes.Count;

    /// <summary>Commits of Gimlet's on the branch.</summary>
    public int Commits { get; private set; }

    /// <summary>Waits until every request has ended, and keeps how.</summary>
    public async Task WaitAsync(IEnumerable<AcceptedDeploy> deploys, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(deploys, options, async (deploy, stop) =>
        {
            if (!_hashes.ContainsKey(deploy.RequestId))
            {
                Judge(deploy, await EndAsync(deploy.RequestId, stop));
            }
        });
    }

    /// <summary>Everything that is not as it should be, to be read by people; nothing when all is well.</summary>
    /// <param name="deploys">All deploys to the environment, those of one app in the order of their requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyCollection<string>> CheckAsync(
        IReadOnlyCollection<AcceptedDeploy> deploys, CancellationToken cancellationToken)
    {
        await WaitAsync(deploys, cancellationToken);
        var commits = branch.Commits();
        Commits = commits.Count;
        Expect(deploys.Count, commits.Count, "commits of Gimlet's on the branch");
        var results = commits.Select(commit => commit.ResultId).Distinct().Count();
        Expect(commits.Count, results, "different results in them");
        foreach (var commit in commits.Where(commit => _hashes.GetValueOrDefault(commit.RequestId) != commit.Sha))
        {
            _findings.Enqueue($"Commit {commit.Sha} is not what the API says of request {commit.RequestId}");
        }

        CheckOrder(deploys, commits);
        CheckContents(deploys);
        await CheckListAsync(commits, cancellationToken);
        return _findings;
    }

    private async Task<JsonObject> EndAsync(string requestId, CancellationToken cancellationToken) =>
        await Eventually.GetAsync(
            async () => await client.TrackReleaseAsync(requestId, cancellationToken) is var status
                && (string)status["status"]! != "new" ? status : null,
            $"request {requestId} to end",
            Patience,
            cancellationToken,
            TimeSpan.FromMilliseconds(100));

    private void Judge(AcceptedDeploy deploy, JsonObject status)
    {
        if ((string)status["status"]! == "processed"
            && status["results"]!.AsArray() is [{ } result]
            && (string)result["status"]! == "success"
            && (string?)result["hash"] is { Length: > 0 } hash)
        {
            _hashes[deploy.RequestId] = hash;
        }
        else
        {
            _findings.Enqueue($"Deploy of {deploy.App} ended without a commit: {status.ToJsonString()}");
        }
    }

    private void CheckOrder(IReadOnlyCollection<AcceptedDeploy> deploys, IReadOnlyList<GitopsCommit> commits)
    {
        var places = commits.Select((commit, place) => (commit.RequestId, Place: -place))
            .GroupBy(commit => commit.RequestId)
            .ToDictionary(commit => commit.Key, commit => commit.First().Place);
        foreach (var app in deploys.GroupBy(deploy => deploy.App))
        {
            var found = app.Where(deploy => places.ContainsKey(deploy.RequestId)).ToList();
            if (!found.OrderBy(deploy => places[deploy.RequestId]).SequenceEqual(found))
            {
                _findings.Enqueue($"Commits of {app.Key} are not in the order of their requests");
            }
        }
    }

    private void CheckContents(IReadOnlyCollection<AcceptedDeploy> deploys)
    {
        var written = deploys.Where(deploy => _hashes.ContainsKey(deploy.RequestId))
            .Select(deploy => (Deploy: deploy, Commit: _hashes[deploy.RequestId]))
            .Concat(deploys.GroupBy(deploy => deploy.App).Select(app => (Deploy: app.Last(), Commit: branch.Tip)))
            .ToList();
        var contents = branch.Read(written.Select(deploy => (deploy.Commit, $"{env}/{deploy.Deploy.App}/{file}")));
        foreach (var ((deploy, commit), content) in written.Zip(contents))
        {
            if (content?.Contains(deploy.Mark, StringComparison.Ordinal) != true)
            {
                _findings.Enqueue($"{env}/{deploy.App}/{file} at {commit} lacks '{deploy.Mark}'");
            }
        }
    }

    private async Task CheckListAsync(IReadOnlyList<GitopsCommit> commits, CancellationToken cancellationToken)
    {
        var listed = new List<string>();
        for (var page = PageSize; page == PageSize;)
        {
            var route = $"/api/releases?env={env}&limit={PageSize}&offset={listed.Count}";
            var releases = (await client.GetAsync(route, cancellationToken)).AsArray();
            listed.AddRange(releases.Select(release => (string)release!["gitopsRef"]!));
            page = releases.Count;
        }

        if (!listed.SequenceEqual(commits.Select(commit => commit.Sha)))
        {
            _findings.Enqueue(
                $"GET /api/releases lists {listed.Count} releases, "
                    + $"which are not the {commits.Count} commits of the branch");
        }
    }

    private void Expect(int expected, int found, string what)
    {
        if (found != expected)
        {
            _findings.Enqueue($"{found} {what}, not {expected}");
        }
    }
}
