using Gimlet.Testing.Git;
using Gimlet.Testing.Installations;

namespace Gimlet.EndToEnd.Tests.Faults;

/// <summary>Compares what a run reported with what is on the remote, and prints the counts.</summary>
internal static class RunReport
{
    private const string Superseded = "Superseded";

    public static async Task CheckAsync(DeployRun run, int deploys, GitopsBranch branch, ForeignWriter? foreign = null)
    {
        if (foreign is not null)
        {
            await foreign.StopAsync();
        }

        var hashes = branch.Hashes().ToHashSet();
        var requests = run.Ended.Select(deploy => deploy.RequestId).ToHashSet();
        var commits = branch.Commits().Where(commit => requests.Contains(commit.RequestId)).ToList();
        var succeeded = run.Ended.Where(deploy => deploy.Result == "success").ToList();
        var superseded = run.Ended.Count(IsSuperseded);
        Print(
            $"{deploys} deploys: {run.Ended.Count} ended, {succeeded.Count} succeeded, {superseded} superseded, "
                + $"{run.Ended.Count - succeeded.Count - superseded} failed; {commits.Count} commits on the remote, "
                + $"{succeeded.Count(deploy => hashes.Contains(deploy.Hash))} reported hashes on the branch; "
                + $"{run.Repetitions} calls repeated by clients; {foreign?.Files.Count ?? 0} foreign commits");

        Assert.Equal(deploys, requests.Count);
        Assert.All(run.Ended, deploy => Assert.Equal("processed", deploy.Status));
        Assert.All(run.Ended, deploy => Assert.True(deploy.Result == "success" || IsSuperseded(deploy), $"{deploy}"));
        Assert.Equal(
            succeeded.Select(deploy => (deploy.RequestId, deploy.Hash)).Order(),
            commits.Select(commit => (commit.RequestId, commit.Sha)).Order());
        Assert.Equal(commits.Count, commits.Select(commit => commit.ResultId).Distinct().Count());
        Assert.All(succeeded, deploy => Assert.Contains(deploy.Hash, hashes));
        Assert.All(run.LastContents, last => Assert.Contains(
            $"content: {last.Value}\n",
            branch.Read($"{run.Env}/{last.Key}/manifests.yaml"),
            StringComparison.Ordinal));
        Assert.Empty((foreign?.Files ?? []).Except(branch.Files("foreign")));
        branch.Git("fsck", "--strict");
    }

    private static bool IsSuperseded(Deploy deploy) =>
        deploy.Result == "failure" && deploy.Reason.StartsWith(Superseded, StringComparison.Ordinal);

    private static void Print(string counts) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{TestContext.Current.TestMethod?.MethodName}: {counts}");
}
