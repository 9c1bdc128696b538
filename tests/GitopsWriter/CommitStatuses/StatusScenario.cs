using Dapper;
using Gimlet.Contracts.Flux;
using Gimlet.Contracts.Gitops;
using Gimlet.GitopsWriter.CommitStatuses;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.Persistence;
using Microsoft.Extensions.Time.Testing;

namespace Gimlet.GitopsWriter.Tests.CommitStatuses;

/// <summary>A gitops repository with one straight branch, and what Flux says about it.</summary>
internal sealed class StatusScenario : IRevisionGraphs, IRevisionGraph
{
    private static readonly HashSet<string> Info =
    [
        "Progressing", "ReconciliationSucceeded", "Succeeded", "DependencyNotReady", "HealthCheckCanceled",
        "UpgradeSucceeded", "Deleted",
    ];

    private readonly Database _database;
    private readonly StatusJudge _judge;
    private readonly string _id = Guid.NewGuid().ToString("N");

    // In the order of the branch; commits of other writers have no path.
    private readonly List<(string Name, string? Path, string[] Objects)> _branch = [];
    private readonly Dictionary<string, long> _positions = [];
    private long _time = 1_000_000;

    public StatusScenario(Database database)
    {
        _database = database;
        _judge = new StatusJudge(database, new CommitScopes(this), Clock);
    }

    public FakeTimeProvider Clock { get; } = new();

    public List<CommitStatusChanged> Changes { get; } = [];

    public string Repository => $"git.example/{_id}";

    public string Branch => "main";

    public IReadOnlyList<IRevisionGraph> All => [this];

    public IRevisionGraph For(string env) => this;

    public Task<long?> LastContainedPositionAsync(string sha, CancellationToken cancellationToken)
    {
        var index = _branch.FindIndex(commit => Sha(commit.Name) == sha);
        var contained = _branch.Take(index + 1).Where(commit => _positions.ContainsKey(commit.Name)).ToList();
        return Task.FromResult(contained.Count == 0 ? null : (long?)_positions[contained[^1].Name]);
    }

    /// <summary>
    /// <c>push a staging/app [Kind/ns/name…]</c> writes and records a commit, <c>unrecorded a staging/app</c> and
    /// <c>record a</c> do so in two steps, <c>other x</c> is a commit that is not ours. Anything else is an
    /// observation: see <see cref="Read"/>.
    /// </summary>
    public async Task PlayAsync(string step)
    {
        var words = step.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "push":
                _branch.Add((words[1], words[2], words[3..]));
                await RecordAsync(words[1]);
                break;
            case "unrecorded":
                _branch.Add((words[1], words[2], words[3..]));
                break;
            case "record":
                await RecordAsync(words[1]);
                break;
            case "other":
                _branch.Add((words[1], null, []));
                break;
            default:
                await DeliverAsync(Read(step));
                break;
        }
    }

    public static bool IsObservation(string step) => step.Contains(':', StringComparison.Ordinal);

    /// <summary>
    /// <c>WHO: REASON [REVISION|- [failing objects…]]</c>. WHO is the path of a Kustomization, <c>/</c> for the root;
    /// <c>git</c> for the GitRepository; <c>helm/NAME</c>; <c>webhook@ENV/KUSTOMIZATION</c>, where ENV may be missing;
    /// <c>stranger</c> for a Kustomization of another repository. The reason <c>Deleted</c> is a deletion.
    /// </summary>
    public RevisionObserved Read(string step)
    {
        var (who, said) = (step.Split(": ")[0], step.Split(": ")[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var revision = said.Length > 1 && said[1] != "-" ? Sha(said[1]) : null;
        var isWebhook = who.StartsWith("webhook@", StringComparison.Ordinal);
        var isHelm = who.StartsWith("helm/", StringComparison.Ordinal);
        var isGit = who == "git";
        var target = isWebhook ? who[(who.IndexOf('/', StringComparison.Ordinal) + 1)..] : who;
        _time += 1_000_000;
        return new RevisionObserved
        {
            Kind = isHelm ? "HelmRelease" : isGit ? "GitRepository" : "Kustomization",
            Namespace = _id,
            Name = isHelm ? target["helm/".Length..] : target,
            Env = isWebhook ? NullIfEmpty(who["webhook@".Length..who.IndexOf('/', StringComparison.Ordinal)]) : null,
            RepositoryUrl = isWebhook || isHelm ? null
                : who == "stranger" ? "https://git.example/stranger" : $"ssh://git@GIT.example/{_id}.git",
            Branch = isWebhook || isHelm ? null : Branch,
            Path = isWebhook || isHelm || isGit ? null : target.Trim('/'),
            Revision = revision,
            Reason = said[0],
            Message = $"{said[0]} {revision?.Split('-')[0]}".Trim(),
            Severity = Info.Contains(said[0]) ? "info" : "error",
            FailingObjects = [.. said.Skip(2).Select(ReadObject)],
            ObservedAt = _time,
            Deleted = said[0] == "Deleted",
            Source = isWebhook ? "webhook" : "kubernetes",
        };
    }

    public async Task DeliverAsync(RevisionObserved observation) =>
        Changes.AddRange(await _judge.ApplyAsync(observation, TestContext.Current.CancellationToken));

    /// <summary>For example <c>a ReconciliationSucceeded, b NotReconciled</c>.</summary>
    public async Task<string> StatusesAsync() =>
        string.Join(", ", (await RowsAsync()).Select(row => $"{row.Name} {row.Status}"));

    public async Task<IReadOnlyList<(string Name, string Status, string Message)>> RowsAsync()
    {
        await using var connection = await _database.OpenAsync(TestContext.Current.CancellationToken);
        var rows = await connection.QueryAsync<(string Sha, string Status, string Message)>(
            "SELECT sha, status, status_message FROM commits WHERE repository = @Repository ORDER BY position",
            new { Repository });
        return [.. rows.Select(row => (row.Sha.Split('-')[0], row.Status, row.Message))];
    }

    private async Task RecordAsync(string name)
    {
        var (_, path, objects) = _branch.Single(commit => commit.Name == name);
        var parts = path!.Split('/');
        _positions[name] = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                var position = await connection.ExecuteScalarAsync<long>(
                    """
                    INSERT INTO commits (repository, branch, sha, result_id, request_id, kind, env, app, path, sequence,
                      artifact_id, triggered_by, release, rolled_back, created, pushed_at, status, status_message,
                      status_version, status_observed_at)
                    VALUES (@Repository, @Branch, @Sha, @Sha, '', 'release', @Env, @App, @path, 0, '', '', '', 0, 0, 0,
                      'NotReconciled', '', 0, 0)
                    RETURNING position
                    """,
                    new { Repository, Branch, Sha = Sha(name), Env = parts[0], App = parts[^1], path },
                    transaction);
                var commit = new AppCommit(Repository, Branch, parts[0], parts[^1], path, position);
                await ObjectIndex.RecordAsync(connection, transaction, commit, [.. objects.Select(ReadObject)]);
                return position;
            },
            TestContext.Current.CancellationToken);
        Changes.AddRange(
            await _judge.ApplyKnownStateAsync(Repository, Branch, TestContext.Current.CancellationToken));
    }

    // Hashes are unique in the whole table.
    private string Sha(string name) => $"{name}-{_id}";

    private FailingObject ReadObject(string text) =>
        text.Split('/') is [var kind, var ns, var name]
            ? new FailingObject(kind, ns == "own" ? _id : ns, name)
            : throw new ArgumentException(text);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
