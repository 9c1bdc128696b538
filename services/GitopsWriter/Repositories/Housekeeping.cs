using Gimlet.GitopsWriter.Packs;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>
/// Every push leaves a pack, and every look for an object may have to go through all of them: so they are merged now
/// and then, beside the writing, which stops for the moment alone in which the old ones go. A clone that holds several
/// times what it began with begins again.
/// </summary>
internal sealed class Housekeeping(GitopsRepository repository, ILogger logger)
{
    private const int ManyPacks = 50;
    private const int RoundsBetween = 16;

    private Task _running = Task.CompletedTask;
    private int _rounds;

    /// <summary>To be called after every round.</summary>
    public void RunIfDue(CancellationToken stopping)
    {
        if (++_rounds >= RoundsBetween && _running.IsCompleted)
        {
            _rounds = 0;
            _running = Task.Run(() => RunAsync(stopping), stopping);
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await MergeAsync(stopping);
            if (await repository.UseAsync(clone => Task.FromResult(clone.TrimIfDue()), stopping))
            {
                Log.CloneRenewed(logger, repository.Repository);
            }
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // Everything is still there, and the next attempt comes soon.
            Log.HousekeepingFailed(logger, e, repository.Repository);
        }
    }

    private async Task MergeAsync(CancellationToken stopping)
    {
        var path = await repository.UseAsync(clone => Task.FromResult(clone.Git.Info.Path), stopping);
        var files = new PackFiles(path);
        var names = files.FindMergeable(ManyPacks);
        if (names.Count > 0 && new PackMerge(files).Run(names, stopping) is { } merged)
        {
            var replaced = names.Where(name => name != merged);
            await repository.UseAsync(clone => RemoveAsync(clone, files, replaced), stopping);
            Log.PacksMerged(logger, names.Count, repository.Repository);
        }
    }

    private static Task<bool> RemoveAsync(Clone clone, PackFiles files, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            files.Remove(name);
        }

        clone.Reopen();
        return Task.FromResult(true);
    }
}
