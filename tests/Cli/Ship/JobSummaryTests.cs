using Gimlet.Cli.Ship.Builds;
using Gimlet.Cli.Ship.Reports;
using Gimlet.Cli.Tracking;

namespace Gimlet.Cli.Tests.Ship;

public sealed class JobSummaryTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Write_Results_IsATableBelowWhatIsThere()
    {
        File.WriteAllText(_path, "# Build\n");

        Write(new ReleaseStatus
        {
            Status = "processed",
            Results =
            [
                Written("staging", "176da9", "ReconciliationSucceeded"),
                Written("test", "5fa3b1", "NotReconciled"),
                Written("load", "99ce00", "HealthCheckFailed", "timeout"),
                new() { App = "shop", Env = "production", Status = "failure", StatusDesc = "no such chart" },
            ],
        });

        Assert.Equal(
            """
            # Build
            ### Gimlet

            Artifact team/shop-1 of commit 0123456

            | App | Environment | Status | Gitops commit |
            |---|---|---|---|
            | shop | staging | ✅ ReconciliationSucceeded | 176da9 |
            | shop | test | ⏳ NotReconciled | 5fa3b1 |
            | shop | load | ❌ HealthCheckFailed: timeout | 99ce00 |
            | shop | production | ❌ failure: no such chart |  |


            """,
            File.ReadAllText(_path));
    }

    [Fact]
    public void Write_Error_IsToldWithoutATable()
    {
        Write(new ReleaseStatus { Status = "error", StatusDesc = "it broke" });

        Assert.EndsWith("\n\n❌ it broke\n\n", File.ReadAllText(_path), StringComparison.Ordinal);
        Assert.DoesNotContain("| App |", File.ReadAllText(_path), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WhatStrangersWrote_CannotBecomeMarkdown()
    {
        Write(new ReleaseStatus
        {
            Results = [new() { Status = "failure", StatusDesc = "a|b\n<img src=x> [x](y) `z`" }],
        });

        Assert.Contains(
            "failure: a&#124;b &#60;img src=x&#62; &#91;x&#93;&#40;y&#41; &#96;z&#96; |",
            File.ReadAllText(_path), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NoFileNamed_IsNoError() => Assert.Null(Record.Exception(
        () => new JobSummary(new EnvironmentVariables(new Dictionary<string, string>()))
            .Write(new Build { Ci = "git" }, "team/shop-1", [])));

    [Fact]
    public void Write_FileThatCannotBe_IsAnErrorThatNamesIt()
    {
        var variables = new Dictionary<string, string> { ["GITHUB_STEP_SUMMARY"] = "/nowhere/summary" };

        var error = Assert.Throws<CliException>(
            () => new JobSummary(new EnvironmentVariables(variables)).Write(new Build { Ci = "git" }, "x", []));

        Assert.Contains("/nowhere/summary", error.Message, StringComparison.Ordinal);
    }

    private static ReleaseResult Written(string env, string hash, string state, string message = "") => new()
    {
        App = "shop",
        Env = env,
        Hash = hash,
        Status = "success",
        GitopsCommitStatus = state,
        GitopsCommitStatusDesc = message,
    };

    private void Write(ReleaseStatus status)
    {
        var variables = new Dictionary<string, string> { ["GITHUB_STEP_SUMMARY"] = _path };
        new JobSummary(new EnvironmentVariables(variables))
            .Write(new Build { Ci = "GitHub Actions", Sha = "0123456" }, "team/shop-1", [status]);
    }
}
