using Gimlet.Policy.Tracking;
using Gimlet.Protos.Releases;

namespace Gimlet.Policy.Tests.Tracking;

public sealed class FinalStatusTests
{
    [Theory]
    [InlineData("new", "", false)]
    [InlineData("error", "", true)]
    [InlineData("processed", "", true)]
    [InlineData("processed", "success:NotReconciled", false)]
    [InlineData("processed", "success:Progressing", false)]
    [InlineData("processed", "success:DependencyNotReady", false)]
    [InlineData("processed", "success:ReconciliationSucceeded", true)]
    [InlineData("processed", "success:HealthCheckFailed", true)]
    [InlineData("processed", "success:ReconciliationFailed", true)]
    [InlineData("processed", "failure:", true)]
    [InlineData("processed", "success without commit", true)]
    [InlineData("processed", "success:ReconciliationSucceeded,success:NotReconciled", false)]
    [InlineData("processed", "success:ReconciliationSucceeded,success without commit", true)]
    [InlineData("processed", "success:NotReconciled,failure:", true)]
    [InlineData("processed", "success:NotReconciled,success:BuildFailed", true)]
    public void Status_OfResults_IsFinalWhenNobodyWouldActOnMore(string status, string results, bool final)
    {
        var list = results.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();

        Assert.Equal(final, FinalStatus.IsFinal(status, list));
    }

    private static Result Parse(string text)
    {
        if (text == "success without commit")
        {
            return new Result { Status = "success" };
        }

        var parts = text.Split(':');
        var hash = parts[0] == "success" ? "176da9" : "";
        return new Result { Status = parts[0], Hash = hash, GitopsCommitStatus = parts[1] };
    }
}
