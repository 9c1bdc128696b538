using System.Collections.Concurrent;
using Gimlet.Protos.Gitops;
using Grpc.Core;

namespace Gimlet.Gateway.Tests.Fakes;

/// <summary>Answers with what the test put in.</summary>
internal sealed class FakeGitopsService : GitopsService.GitopsServiceBase
{
    public List<Release> Releases { get; } = [];

    public List<Commit> Commits { get; } = [];

    public List<Repository> Repositories { get; } = [];

    public ListReleasesRequest? LastList { get; private set; }

    public ListCommitsRequest? LastCommitList { get; private set; }

    public string NextPageToken { get; set; } = "";

    public override Task<ListReleasesResponse> ListReleases(ListReleasesRequest request, ServerCallContext context)
    {
        LastList = request;
        return Task.FromResult(new ListReleasesResponse { Releases = { Releases }, NextPageToken = NextPageToken });
    }

    /// <summary>The parts of the next answers about an environment; without any, all releases at no state.</summary>
    public Queue<GetStatusResponse[]> Answers { get; } = new();

    /// <summary>What callers said that they hold, in order.</summary>
    public ConcurrentQueue<string> KnownStates { get; } = new();

    public override async Task GetStatus(
        GetStatusRequest request, IServerStreamWriter<GetStatusResponse> response, ServerCallContext context)
    {
        KnownStates.Enqueue(request.KnownState);
        var releases = Releases.Where(release => request.App.Length == 0 || release.App == request.App);
        foreach (var part in Answers.TryDequeue(out var parts) ? parts : [new() { Releases = { releases } }])
        {
            await response.WriteAsync(part);
        }
    }

    public override Task<ListCommitsResponse> ListCommits(ListCommitsRequest request, ServerCallContext context)
    {
        LastCommitList = request;
        return Task.FromResult(new ListCommitsResponse { Commits = { Commits }, NextPageToken = NextPageToken });
    }

    public override Task<ListRepositoriesResponse> ListRepositories(
        ListRepositoriesRequest request, ServerCallContext context) =>
        Task.FromResult(new ListRepositoriesResponse { Repositories = { Repositories } });
}
