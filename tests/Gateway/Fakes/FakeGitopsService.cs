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

    public override Task<ListReleasesResponse> ListReleases(ListReleasesRequest request, ServerCallContext context)
    {
        LastList = request;
        return Task.FromResult(new ListReleasesResponse { Releases = { Releases } });
    }

    public override Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context)
    {
        var response = new GetStatusResponse();
        foreach (var release in Releases.Where(release => request.App.Length == 0 || release.App == request.App))
        {
            response.Releases[release.App] = release;
        }

        return Task.FromResult(response);
    }

    public override Task<ListCommitsResponse> ListCommits(ListCommitsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListCommitsResponse { Commits = { Commits } });

    public override Task<ListRepositoriesResponse> ListRepositories(
        ListRepositoriesRequest request, ServerCallContext context) =>
        Task.FromResult(new ListRepositoriesResponse { Repositories = { Repositories } });
}
