using Gimlet.Testing.Git;
using Gimlet.Testing.Installations;

namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>Compares what a run reported with what is on the remote, and prints the counts.</summary>
internal static class RunReport
{
    public static async Task CheckAsync(DeployRun run, GitopsBranch branch, ForeignWriter? foreign = null)
    {
        if (foreign is not null)
        {
            await foreign.StopAsync();
        }

        var requests = run.Ended.Select(deploy => deploy.RequestId).ToHashSet();
        var commits = branch.Commits().Where(commit => requests.Contains(commit.RequestId)).ToList();
        var succeeded = run.Ended.Where(deploy => deploy.IsSuccess).ToList();
        var lost = succeeded.Select(deploy => deploy.Hash).Except(branch.Hashes()).ToList();
        var lostForeign = (foreign?.Files ?? []).Except(branch.Files("foreign")).ToList();
        Print(
            ("faults", string.Join(", ", run.Faults.Select(fault => fault.Name))),
            ("deploys", $"{run.Deploys} asked for, {requests.Count} ended: {succeeded.Count} succeeded, "
                + $"{run.Ended.Count(deploy => deploy.IsSuperseded)} superseded, "
                + $"{run.Ended.Count(deploy => !deploy.IsSuccess && !deploy.IsSuperseded)} failed"),
            ("remote", $"{commits.Count} commits of theirs, {succeeded.Count - lost.Count} of {succeeded.Count} "
                + "reported hashes on the branch"),
            ("foreign", $"{foreign?.Files.Count ?? 0} commits of another writer, {lostForeign.Count} lost"),
            ("clients", $"{run.Repetitions} calls repeated"));

        Assert.Equal(run.Deploys, requests.Count);
        Assert.All(run.Ended, deploy => Assert.Equal("processed", deploy.Status));
        Assert.All(run.Ended, deploy => Assert.True(deploy.IsSuccess || deploy.IsSuperseded, $"{deploy}"));
        Assert.Equal(
            succeeded.Select(deploy => (deploy.RequestId, deploy.Hash)).Order(),
            commits.Select(commit => (commit.RequestId, commit.Sha)).Order());
        Assert.Equal(commits.Count, commits.Select(commit => commit.ResultId).Distinct().Count());
        Assert.Equal($"{commits.Count}", branch.Git("rev-list", "--count", "main", "--", run.Env));
        Assert.Empty(lost);
        Assert.Empty(lostForeign);
        Assert.All(run.LastContents, last => Assert.Contains(
            $"content: {last.Value}\n",
            branch.Read($"{run.Env}/{last.Key}/manifests.yaml"),
            StringComparison.Ordinal));
        branch.Git("fsck", "--strict");
    }

    private static void Print(params (string Name, string Count)[] counts)
    {
        var output = TestContext.Current.TestOutputHelper!;
        foreach (var (name, count) in counts)
        {
            output.WriteLine($"{name,-8} {count}");
        }
    }
}
