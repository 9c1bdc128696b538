using Gimlet.Cli.Artifacts;
using Gimlet.Cli.Releases;
using Gimlet.Cli.Tracking;

namespace Gimlet.Cli.Tests.Tracking;

/// <summary>The lines of the contract, letter by letter.</summary>
public sealed class StatusTextTests
{
    private static readonly ReleaseResult Result = new()
    {
        App = "demo-app", Env = "staging", Hash = "176da9", Status = "success", GitopsCommitStatus = "NotReconciled",
    };

    [Fact]
    public void Lines_NewRequest_SayThatItIsNotProcessed() => Assert.Equal(
        ["👉 Request (r1) is new", "\t⏳ The release is not processed yet..."],
        Lines(new ReleaseStatus { Status = "new", Results = [] }));

    [Fact]
    public void Lines_Results_NameAppEnvironmentAndStatus() => Assert.Equal(
        [
            "👉 Request (r1) is processed",
            "\t📖 demo-app -> staging, gitops hash 176da9, status is NotReconciled",
            "\t📖 demo-app -> staging, gitops hash 176da9, status is ReconciliationSucceeded",
            "\t❗ demo-app -> staging, status is failure, no such chart",
            "\t❗ demo-app -> staging, gitops hash: 176da9, status: HealthCheckFailed, timeout waiting for: [x]",
            "\t📖 demo-app -> staging, status is success",
        ],
        Lines(new ReleaseStatus
        {
            Status = "processed",
            Results =
            [
                Result,
                Result with { GitopsCommitStatus = "ReconciliationSucceeded" },
                Result with { Status = "failure", StatusDesc = "no such chart" },
                Result with
                {
                    GitopsCommitStatus = "HealthCheckFailed", GitopsCommitStatusDesc = "timeout waiting for: [x]",
                },
                Result with { Hash = "", GitopsCommitStatus = "" },
            ],
        }));

    [Fact]
    public void Lines_NothingDone_SayWhy()
    {
        var done = new ReleaseStatus { Status = "processed" };

        Assert.Equal(
            ["👉 Request (r1) is processed", "\t🔖 The release didn't generate any gitops commits"], Lines(done));
        Assert.Equal(
            ["👉 Request (a1) is processed", "\t🔖 The artifact didn't trigger any release policies"],
            StatusText.Lines(done, TrackArtifact.Subject("a1")));
    }

    [Fact]
    public void Lines_Error_CarryTheReason() => Assert.Equal(
        ["👉 Request (r1) is error no such artifact"],
        Lines(new ReleaseStatus { Status = "error", StatusDesc = "no such artifact" }));

    [Fact]
    public void Lines_TextWithControlCharacters_StaysOnOneLineAndSteersNoTerminal() => Assert.Equal(
        ["👉 Request (r1) is processed", "\t❗ demo-app -> staging, status is failure, first second[31m"],
        Lines(new ReleaseStatus
        {
            Status = "processed",
            Results = [Result with { Status = "failure", StatusDesc = "first\r\n\nsecond\u001b[31m" }],
        }));

    private static IEnumerable<string> Lines(ReleaseStatus status) =>
        StatusText.Lines(status, TrackRelease.Subject("r1"));
}
