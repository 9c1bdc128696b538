using System.Text.Json;
using Gimlet.Cli.Tracking;

namespace Gimlet.Cli.Tests.Tracking;

public sealed class OutcomeTests
{
    private const string Applied =
        """{"app":"a","env":"e","hash":"1","status":"success","gitopsCommitStatus":"ReconciliationSucceeded"}""";
    private const string Waiting =
        """{"app":"a","env":"e","hash":"1","status":"success","gitopsCommitStatus":"Progressing"}""";
    private const string Nothing = """{"app":"a","env":"e","status":"success"}""";
    private const string Refused = """{"app":"b","env":"e","status":"failure","statusDesc":"no chart"}""";
    private const string Broken = """
        {"app":"a","env":"e","hash":"1",
         "gitopsCommitStatus":"HealthCheckFailed","gitopsCommitStatusDesc":"timeout"}
        """;

    [Theory]
    [InlineData("new", "", false, null)]
    [InlineData("new", Applied, false, null)]
    [InlineData("processed", "", true, null)]
    [InlineData("processed", Applied, true, null)]
    [InlineData("processed", Applied + "," + Waiting, false, null)]
    [InlineData("processed", Nothing, true, null)]
    [InlineData("error", "", true, "why")]
    [InlineData("new", Waiting + "," + Refused, true, "b -> e failed: no chart")]
    [InlineData("processed", Applied + "," + Broken, true, "a -> e failed: HealthCheckFailed, timeout")]
    public void Of_Status_TellsWhetherToWait(string status, string results, bool isFinal, string? failure)
    {
        var json = $$"""{"type":"release","status":"{{status}}","statusDesc":"why","results":[{{results}}]}""";

        var outcome = Outcome.Of(JsonSerializer.Deserialize(json, CliJson.Default.ReleaseStatus)!);

        Assert.Equal(new Outcome(isFinal, failure), outcome);
    }
}
