using Gimlet.GitopsWriter.Repositories;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>Restores the app's directory exactly as it was at a commit that wrote it.</summary>
internal static class PlanRollback
{
    public static async Task RunAsync(
        BatchPlan plan, RollbackWrite write, WriteStore store, CancellationToken cancellationToken)
    {
        // First: whatever the answer is, it holds for the present tip alone.
        var present = plan.FindApp(write);
        var target = FindTarget(plan, write);
        var directory = FindDirectory(plan, write, target);
        if (directory == present)
        {
            plan.Keep(write, plan.StateOf(write).Sha);
            return;
        }

        var position = await plan.Repository.FindPositionAsync(plan.Clone, target.Id, cancellationToken);
        var recorded = await store.ListShasAfterAsync(write.Env, write.App, position ?? 0, cancellationToken);
        var planned = plan.Commits
            .Where(commit => commit.Env == write.Env && commit.App == write.App)
            .Select(commit => commit.Sha)
            .Reverse();
        plan.Commit(
            write,
            directory,
            ReadRelease(plan, write, directory),
            AppDirectory.ReadObjects(plan.Clone.Git, directory),
            (target.Sha, [.. planned, .. recorded]));
    }

    private static Commit FindTarget(BatchPlan plan, RollbackWrite write)
    {
        if (ObjectId.TryParse(write.TargetSha, out var id))
        {
            var target = FindOnBranch(plan.Clone, id);

            // What it changed is not known without the commit before it.
            while (plan.Clone.CanDeepen && target?.Parents.Any() is not true)
            {
                plan.Clone.Deepen();
                target = FindOnBranch(plan.Clone, id);
            }

            if (target is not null)
            {
                return target;
            }
        }

        throw new WriteRejectedException(
            $"There is no commit {write.TargetSha} on branch {plan.Repository.Branch} of {plan.Repository.Repository}");
    }

    private static Commit? FindOnBranch(Clone clone, ObjectId id)
    {
        // What the plan adds has no hash that anybody could name yet.
        var target = clone.Git.Lookup<Commit>(id);
        var tip = clone.Tip is null ? null : clone.Git.Lookup<Commit>(clone.Tip);
        return target is not null && tip is not null
            && clone.Git.ObjectDatabase.FindMergeBase(tip, target)?.Id == id ? target : null;
    }

    private static ObjectId FindDirectory(BatchPlan plan, RollbackWrite write, Commit target)
    {
        var path = plan.PathOf(write);
        var directory = plan.Clone.FindDirectory(target.Tree.Id, path);
        var before = target.Parents.FirstOrDefault() is { } parent
            ? plan.Clone.FindDirectory(parent.Tree.Id, path)
            : null;
        if (directory == before)
        {
            throw new WriteRejectedException($"The commit {target.Sha} did not touch {write.App} in {write.Env}");
        }

        return directory ?? throw new WriteRejectedException(
            $"The commit {target.Sha} deleted {write.App} from {write.Env}, so there is nothing to return to");
    }

    private static string ReadRelease(BatchPlan plan, RollbackWrite write, ObjectId directory)
    {
        // A directory that somebody else wrote may have no release.json.
        var release = AppDirectory.ReadRelease(plan.Clone.Git, directory);
        return release.Length > 0
            ? release
            : new ReleaseFile { App = write.App, Env = write.Env, TriggeredBy = write.TriggeredBy }.ToString();
    }
}
