using Gimlet.GitopsWriter.History;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Protos.Gitops;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Outcome = Gimlet.Protos.Gitops.Outcome;

namespace Gimlet.GitopsWriter.Tests.Writes;

/// <summary>How writes ended, as the policy service asks for it.</summary>
public sealed class OutcomeTests : FileWriterSuite
{
    [Fact]
    public async Task Outcome_OfAWrite_TellsItsCommit()
    {
        var write = WriterFixture.Release("demo");

        var sha = await Writer.CommitAsync(write);

        var outcome = Assert.Single(await FindAsync(write.ResultId, "nobody-has-it"));
        Assert.Equal(
            (write.ResultId, sha, "main", false),
            (outcome.ResultId, outcome.Written.Sha, outcome.Written.Branch, outcome.Written.Unchanged));
        Assert.True(outcome.Written.PushedAt > 0);
    }

    [Fact]
    public async Task Outcome_OfAWriteThatChangesNothing_TellsSo()
    {
        var deletion = WriterFixture.Delete("unknown");

        await Writer.WriteAsync(deletion);

        var outcome = Assert.Single(await FindAsync(deletion.ResultId));
        Assert.Equal((true, ""), (outcome.Written.Unchanged, outcome.Written.Sha));
    }

    [Fact]
    public async Task Outcome_OfARejectedWrite_TellsWhy()
    {
        var rollback = WriterFixture.Rollback("demo", new string('1', 40));

        await Writer.WriteAsync(rollback);

        var outcome = Assert.Single(await FindAsync(rollback.ResultId));
        Assert.Equal(Outcome.EndOneofCase.Rejected, outcome.EndCase);
        Assert.NotEmpty(outcome.Rejected.Reason);
    }

    [Fact]
    public async Task Outcomes_OfTooManyResults_AreRefused()
    {
        var endpoint = ActivatorUtilities.CreateInstance<GitopsEndpoint>(Writer.Get<IServiceProvider>());
        var request = new GetOutcomesRequest { ResultIds = { Enumerable.Range(0, 1001).Select(id => $"{id}") } };

        var error = await Assert.ThrowsAsync<RpcException>(() => endpoint.GetOutcomes(request, null!));

        Assert.Equal(
            (StatusCode.InvalidArgument, "result_ids: at most 1000 at a time"),
            (error.StatusCode, error.Status.Detail));
    }

    private async Task<IReadOnlyList<Outcome>> FindAsync(params string[] resultIds)
    {
        var ended = await Writer.Get<OutcomeStore>().FindAsync(resultIds, Stop);
        return [.. ended.Select(outcome => outcome.Value.ToProto(outcome.Key))];
    }
}
