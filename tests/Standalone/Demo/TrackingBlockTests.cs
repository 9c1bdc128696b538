using System.Text.Json.Nodes;
using Gimlet.Standalone.Demo;

namespace Gimlet.Standalone.Tests.Demo;

public sealed class TrackingBlockTests
{
    [Theory]
    [InlineData("""{"status":"new"}""", "\t⏳ The release is not processed yet...")]
    [InlineData(
        """{"type":"artifact","status":"processed","results":[]}""",
        "\t🔖 The artifact didn't trigger any release policies")]
    [InlineData(
        """{"type":"release","status":"processed","results":[]}""",
        "\t🔖 The release didn't generate any gitops commits")]
    [InlineData(
        """
        {"status":"processed","results":[
          {"app":"a","env":"e","status":"success","hash":"176","gitopsCommitStatus":"Progressing"}]}
        """,
        "\t📖 a -> e, gitops hash 176, status is Progressing")]
    [InlineData(
        """{"status":"processed","results":[{"app":"a","env":"e","status":"failure","statusDesc":"no chart"}]}""",
        "\t❗ a -> e, status is failure, no chart")]
    [InlineData(
        """
        {"status":"processed","results":[
          {"app":"a","env":"e","status":"success","hash":"176",
           "gitopsCommitStatus":"HealthCheckFailed","gitopsCommitStatusDesc":"timeout"}]}
        """,
        "\t❗ a -> e, gitops hash: 176, status: HealthCheckFailed, timeout")]
    public void Write_Status_IsTheBlockOfTheCommandLine(string status, string secondLine)
    {
        var node = JsonNode.Parse(status)!.AsObject();

        var lines = TrackingBlock.Write("r1", node).ToList();

        Assert.Equal([$"👉 Request (r1) is {node["status"]}", secondLine], lines);
    }

    [Fact]
    public void Write_Description_StandsBehindTheStatus()
    {
        var status = JsonNode.Parse("""{"status":"error","statusDesc":"a broken glob"}""")!.AsObject();

        Assert.Equal("👉 Request (r1) is error a broken glob", Assert.Single(TrackingBlock.Write("r1", status)));
    }

    [Theory]
    [InlineData("""{"results":[{"gitopsCommitStatus":"ReconciliationSucceeded"}]}""", true)]
    [InlineData("""{"results":[{"gitopsCommitStatus":"ReconciliationSucceeded"},{"status":"failure"}]}""", false)]
    [InlineData("""{"results":[{"gitopsCommitStatus":"NotReconciled"}]}""", false)]
    [InlineData("""{"results":[]}""", false)]
    public void IsSuccess_NeedsEveryResultToHaveSucceeded(string status, bool expected) =>
        Assert.Equal(expected, TrackingBlock.IsSuccess(JsonNode.Parse(status)!.AsObject()));
}
