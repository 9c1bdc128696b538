using Gimlet.Contracts.Gitops;
using Gimlet.GitopsWriter.Rendering;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Manifests;
using Gimlet.Protos.Gitops;
using Grpc.Core;
using RenderedFile = Gimlet.Protos.Gitops.RenderedFile;

namespace Gimlet.GitopsWriter.History;

/// <summary>Answers what is in the gitops repositories, from the database alone.</summary>
internal sealed class GitopsEndpoint(
    ReleaseStore releases,
    ReadStatus status,
    CommitStore commits,
    OutcomeStore outcomes,
    GitopsRepositories repositories,
    RebuildHistory history,
    IManifestRenderer renderer)
    : GitopsService.GitopsServiceBase
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 1000;

    public override async Task<ListReleasesResponse> ListReleases(
        ListReleasesRequest request, ServerCallContext context)
    {
        RequireLabel("env", request.Env);
        RequireLabelOrEmpty("app", request.App);
        RequireOneStart(request.PageToken, request.Offset);
        var filter = new ReleaseFilter
        {
            Env = request.Env,
            App = request.App,
            SourceRepository = request.SourceRepository,
            Since = request.Since,
            Until = request.Until,
            Limit = ReadLimit(request.Limit),
            Offset = ReadOffset(request.Offset),
            PageToken = request.PageToken,
        };
        var page = await PageAsync(() => releases.ListAsync(filter, context.CancellationToken));
        return new() { Releases = { page.Items }, NextPageToken = page.NextToken };
    }

    public override async Task GetStatus(
        GetStatusRequest request, IServerStreamWriter<GetStatusResponse> response, ServerCallContext context)
    {
        RequireLabel("env", request.Env);
        RequireLabelOrEmpty("app", request.App);
        await foreach (var part in status.RunAsync(request, context.CancellationToken))
        {
            await response.WriteAsync(part, context.CancellationToken);
        }
    }

    public override async Task<ListCommitsResponse> ListCommits(ListCommitsRequest request, ServerCallContext context)
    {
        RequireLabelOrEmpty("env", request.Env);
        RequireOneStart(request.PageToken, request.Offset);
        var filter = new CommitFilter
        {
            Env = request.Env,
            Repository = NormaliseOrEmpty(request.Repository),
            Limit = ReadLimit(request.Limit),
            Offset = ReadOffset(request.Offset),
            PageToken = request.PageToken,
        };
        var page = await PageAsync(() => commits.ListAsync(filter, context.CancellationToken));
        return new() { Commits = { page.Items }, NextPageToken = page.NextToken };
    }

    public override async Task<GetCommitStatusesResponse> GetCommitStatuses(
        GetCommitStatusesRequest request, ServerCallContext context)
    {
        RequireFew("shas", request.Shas.Count);
        var statuses = await commits.ListStatusesAsync([.. request.Shas.Distinct()], context.CancellationToken);
        return new() { Statuses = { statuses.Select(ToProto) } };
    }

    public override async Task<GetOutcomesResponse> GetOutcomes(GetOutcomesRequest request, ServerCallContext context)
    {
        RequireFew("result_ids", request.ResultIds.Count);
        var ended = await outcomes.FindAsync([.. request.ResultIds.Distinct()], context.CancellationToken);
        return new() { Outcomes = { ended.Select(outcome => outcome.Value.ToProto(outcome.Key)) } };
    }

    public override async Task<RenderManifestResponse> RenderManifest(
        RenderManifestRequest request, ServerCallContext context)
    {
        try
        {
            var manifest = ManifestReader.ReadJson(request.Manifest);
            var files = await renderer.RenderAsync(manifest, context.CancellationToken);
            return new()
            {
                Files = { files.Select(file => new RenderedFile { Name = file.Name, Content = file.Content }) },
            };
        }
        catch (Exception e) when (e is ManifestException or RenderException)
        {
            throw InvalidArgument(e.Message);
        }
    }

    public override Task<ListRepositoriesResponse> ListRepositories(
        ListRepositoriesRequest request, ServerCallContext context) =>
        Task.FromResult(new ListRepositoriesResponse
        {
            Repositories =
            {
                repositories.Settings.Select(settings => new Repository
                {
                    Url = settings.Url,
                    Branch = settings.Branch,
                    Env = settings.Env,
                    RepositoryPerEnv = settings.RepositoryPerEnv,
                    Embedded = settings.Embedded,
                }),
            },
        });

    public override async Task<RebuildResponse> Rebuild(RebuildRequest request, ServerCallContext context)
    {
        try
        {
            var rebuilt = await history.RunAsync(request.Repository, context.CancellationToken);
            return rebuilt.Count > 0 || request.Repository.Length == 0
                ? new() { Repositories = { rebuilt } }
                : throw InvalidArgument($"repository: {request.Repository} is not configured");
        }
        catch (GitopsRepositoryException e)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, e.Message));
        }
    }

    private static CommitStatus ToProto(CommitStatusChanged status) => new()
    {
        Repository = status.Repository,
        Sha = status.Sha,
        Env = status.Env,
        App = status.App,
        Status = status.Status,
        Message = status.Message,
        StatusVersion = status.StatusVersion,
        ObservedAt = status.ObservedAt,
    };

    private static string NormaliseOrEmpty(string address) =>
        address.Length == 0 ? "" : RepositoryAddress.Normalise(address);

    private static int ReadLimit(int limit) => limit switch
    {
        0 => DefaultLimit,
        < 0 or > MaxLimit => throw InvalidArgument($"limit must be from 1 to {MaxLimit}"),
        _ => limit,
    };

    private static int ReadOffset(int offset) =>
        offset >= 0 ? offset : throw InvalidArgument("offset must not be negative");

    private static void RequireFew(string field, int count)
    {
        if (count > MaxLimit)
        {
            throw InvalidArgument($"{field}: at most {MaxLimit} at a time");
        }
    }

    private static void RequireOneStart(string pageToken, int offset)
    {
        if (pageToken.Length > 0 && offset > 0)
        {
            throw InvalidArgument("cursor (page_token) and offset exclude each other");
        }
    }

    private static async Task<Page<T>> PageAsync<T>(Func<Task<Page<T>>> list)
    {
        try
        {
            return await list();
        }
        catch (PageTokenException e)
        {
            throw InvalidArgument(e.Message);
        }
    }

    private static void RequireLabelOrEmpty(string field, string value)
    {
        if (value.Length > 0)
        {
            RequireLabel(field, value);
        }
    }

    private static void RequireLabel(string field, string value)
    {
        try
        {
            DnsLabel.Require(field, value);
        }
        catch (ManifestException e)
        {
            throw InvalidArgument(e.Message);
        }
    }

    private static RpcException InvalidArgument(string message) => new(new Status(StatusCode.InvalidArgument, message));
}
