using System.Text;
using Gimlet.Contracts;
using Gimlet.Contracts.Artifacts;
using Gimlet.Contracts.Flux;
using Gimlet.GitopsWriter.Packs;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.GitopsWriter.Signing;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// The commits that a batch adds to a tip, and how the writes of it end. Nobody sees any of it until the last commit
/// is pushed, so a plan that turns out to stand on an old tip is thrown away and made again.
/// </summary>
internal sealed class BatchPlan(
    Clone clone,
    GitopsRepository repository,
    IReadOnlyDictionary<(string Env, string App), AppState> apps,
    CommitMessage messages,
    CommitSigner signer,
    GitopsOptions options,
    TimeProvider clock)
{
    private readonly Dictionary<(string Env, string App), AppState> _changedApps = [];
    private readonly List<CommitRecord> _commits = [];
    private readonly HashSet<string> _committed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Outcome> _outcomes = new(StringComparer.Ordinal);

    /// <summary>The directories after the writes that are planned so far.</summary>
    public WorkingTree Tree { get; } = new(clone, clone.TreeOf(clone.Tip));

    public Clone Clone => clone;

    public GitopsRepository Repository => repository;

    /// <summary>The last commit of the plan, or the tip that it stands on.</summary>
    public ObjectId? Tip { get; private set; } = clone.Tip;

    /// <summary>In the order of the branch.</summary>
    public IReadOnlyList<CommitRecord> Commits => _commits;

    /// <summary>How the writes without a commit end, by their result.</summary>
    public IReadOnlyDictionary<string, Outcome> Outcomes => _outcomes;

    public IReadOnlyDictionary<(string Env, string App), AppState> ChangedApps => _changedApps;

    /// <summary>Something was decided by what the tip holds or lacks, so the tip has to be the present one.</summary>
    public bool DependsOnTip { get; private set; }

    /// <summary>Whether the plan has the end of a write, with a commit or without.</summary>
    public bool Ends(string resultId) => _outcomes.ContainsKey(resultId) || _committed.Contains(resultId);

    /// <summary>Where the app stands after the writes that are planned so far.</summary>
    public AppState StateOf(Write write) =>
        _changedApps.GetValueOrDefault((write.Env, write.App))
        ?? apps.GetValueOrDefault((write.Env, write.App), AppState.None);

    public string PathOf(Write write) => repository.Settings.PathOf(write.Env, write.App);

    /// <summary>The app's directory in the plan's last commit; null when there is none.</summary>
    public ObjectId? FindApp(Write write)
    {
        DependsOnTip = true;
        return Tree.Find(PathOf(write));
    }

    public void Reject(Write write, string reason) =>
        _outcomes[write.ResultId] = NewOutcome() with { Reason = reason };

    /// <summary>Ends a write that changes nothing; the state of the app moves on all the same.</summary>
    public void Keep(Write write, string sha)
    {
        _outcomes[write.ResultId] = NewOutcome() with
        {
            Sha = sha, Unchanged = true, IsOld = true, PushedAt = UnixMicroseconds.Now(clock),
        };
        _changedApps[(write.Env, write.App)] = new AppState(write.Sequence, sha);
    }

    /// <summary>Adds the commit that puts a directory, or none, in the place of the app's.</summary>
    /// <param name="write">What the commit is for.</param>
    /// <param name="directory">The app's new directory; null to remove it.</param>
    /// <param name="release">What became the environment's last release.</param>
    /// <param name="objects">The Kubernetes objects in the directory.</param>
    /// <param name="restores">The commit that a rollback returns to, and those that it takes back.</param>
    public void Commit(
        Write write,
        ObjectId? directory,
        string release,
        IReadOnlyList<FailingObject> objects,
        (string Target, IReadOnlyList<string> Reverts)? restores = null)
    {
        var now = clock.GetUtcNow();
        var record = new CommitRecord
        {
            Sha = "",
            ResultId = write.ResultId,
            RequestId = write.RequestId,
            Kind = write.Kind,
            Env = write.Env,
            App = write.App,
            Path = PathOf(write),
            Sequence = write.Sequence,
            ArtifactId = (write as ReleaseWrite)?.ArtifactId ?? "",
            TriggeredBy = write.TriggeredBy,
            Release = directory is null ? "" : release,
            Created = CommitRecord.TimeOf(now),
            Objects = objects,
            Reverts = restores?.Reverts ?? [],
            Restores = restores?.Target ?? "",
        };
        var email = write.TriggeredBy.Contains('@', StringComparison.Ordinal)
            ? write.TriggeredBy
            : options.CommitterEmail;
        var file = Tree.Objects.Add(ObjectKind.Blob, Encoding.UTF8.GetBytes(release));
        var commit = CommitObject.Make(
            Tree.Replace(record.Path, directory, ReleaseFile.FileName, file),
            Tip,
            new CommitSignature(write.TriggeredBy, email, now),
            new CommitSignature(options.CommitterName, options.CommitterEmail, now),
            messages.Write(record, (write as ReleaseWrite)?.Version ?? new ArtifactVersion()));
        Tip = Tree.Objects.Add(ObjectKind.Commit, signer.Sign(commit));
        record = record with { Sha = Tip.Sha };
        _commits.Add(record);
        _committed.Add(record.ResultId);
        _changedApps[(write.Env, write.App)] = new AppState(write.Sequence, record.CurrentSha);
    }

    private Outcome NewOutcome() => new() { Repository = repository.Repository, Branch = repository.Branch };
}
