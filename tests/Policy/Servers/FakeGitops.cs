using System.Collections.Concurrent;
using Gimlet.Protos.Gitops;
using Grpc.Core;

namespace Gimlet.Policy.Tests.Servers;

/// <summary>A gitops writer that tells the status of commits, and how writes ended, as tests set it.</summary>
internal sealed class FakeGitops : GitopsService.GitopsServiceBase
{
    private readonly ConcurrentDictionary<string, CommitStatus> _statuses = new();

    private readonly ConcurrentDictionary<string, Outcome> _outcomes = new();

    public void Set(CommitStatus status) => _statuses[status.Sha] = status;

    public void Set(Outcome outcome) => _outcomes[outcome.ResultId] = outcome;

    public override Task<GetOutcomesResponse> GetOutcomes(GetOutcomesRequest request, ServerCallContext context) =>
        Task.FromResult(new GetOutcomesResponse
        {
            Outcomes = { request.ResultIds.Where(_outcomes.ContainsKey).Select(id => _outcomes[id]) },
        });

    public override Task<GetCommitStatusesResponse> GetCommitStatuses(
        GetCommitStatusesRequest request, ServerCallContext context) =>
        Task.FromResult(new GetCommitStatusesResponse
        {
            Statuses = { request.Shas.Where(_statuses.ContainsKey).Select(sha => _statuses[sha]) },
        });
}
