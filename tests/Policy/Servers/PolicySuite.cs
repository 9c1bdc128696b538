using Gimlet.Contracts.Artifacts;
using Gimlet.Contracts.Gitops;
using Gimlet.Contracts.Releases;
using Gimlet.Manifests;
using Gimlet.Protos.Releases;
using Gimlet.Testing.Databases;
using Gimlet.Testing.Servers;
using Grpc.Core;

namespace Gimlet.Policy.Tests.Servers;

/// <summary>Tests that run over each database; every test has an app of its own, so that they do not meet.</summary>
public abstract class PolicySuite<TDatabase>(PolicyServer<TDatabase> server)
    : IClassFixture<PolicyServer<TDatabase>>, IAsyncLifetime
    where TDatabase : TestDatabase, new()
{
    internal const string Repository = "https://git.example.com/gitops";
    private static long _created = 1_700_000_000_000_000;

    protected PolicyServer<TDatabase> Server => server;

    protected ReleaseService.ReleaseServiceClient Client => server.Client;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A name that no other test uses.</summary>
    protected string App { get; } = $"app-{Guid.NewGuid():N}";

    public ValueTask InitializeAsync()
    {
        server.Require();
        server.Artifacts.Away = false;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected Manifest Manifest(string env = "staging", DeployPolicy? deploy = null) =>
        new() { App = App, Env = env, Deploy = deploy, Manifests = "kind: ConfigMap\napiVersion: v1\n" };

    /// <summary>An artifact of a push to main, later than every one before.</summary>
    protected Artifact Artifact(params Manifest[] manifests)
    {
        var artifact = new Artifact
        {
            Id = $"shop-{Guid.NewGuid()}",
            Created = Interlocked.Add(ref _created, 1_000_000),
            Version = new ArtifactVersion
            {
                RepositoryName = $"team/{App}",
                Sha = "0123456789abcdef0123456789abcdef01234567",
                Branch = "main",
                Event = "push",
                Message = "Sell more",
            },
            Context = new Dictionary<string, string> { ["BRANCH"] = "main" },
            Environments = manifests,
        };
        return artifact;
    }

    protected Artifact Stored(params Manifest[] manifests)
    {
        var artifact = Artifact(manifests);
        server.Artifacts.Add(artifact);
        return artifact;
    }

    protected async Task<string> ReleaseAsync(string artifactId, string env = "staging", string app = "")
    {
        var request = new RequestReleaseRequest { ArtifactId = artifactId, Env = env, App = app, TriggeredBy = "jane" };
        return (await Client.RequestReleaseAsync(request, cancellationToken: Cancellation)).RequestId;
    }

    /// <summary>A request with one release of <see cref="App"/>, and what the writer was asked.</summary>
    protected async Task<WriteRelease> RequestReleaseAsync()
    {
        var id = await ReleaseAsync(Stored(Manifest()).Id);
        return await server.Writer.NextAsync<WriteRelease>(write => write.RequestId == id);
    }

    protected Task<RequestStatus> TrackAsync(string requestId) =>
        Client.TrackAsync(new TrackRequest { RequestId = requestId }, cancellationToken: Cancellation).ResponseAsync;

    protected Task<RequestStatus> TrackArtifactAsync(string artifactId) =>
        Client.TrackAsync(new TrackRequest { ArtifactId = artifactId }, cancellationToken: Cancellation).ResponseAsync;

    protected Task<RequestStatus> TrackUntilAsync(string requestId, Func<RequestStatus, bool> holds) =>
        Eventually.GetAsync(
            async () => await FindAsync(requestId) is { } status && holds(status) ? status : null,
            $"a status of request {requestId}",
            TimeSpan.FromSeconds(15),
            Cancellation);

    private async Task<RequestStatus?> FindAsync(string requestId)
    {
        try
        {
            return await TrackAsync(requestId);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    protected static string NewSha() => Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()) + "00000000";

    protected static ReleaseWritten Written(string resultId, string sha) => new()
    {
        ResultId = resultId,
        Repository = Repository,
        Branch = "main",
        Sha = sha,
        PushedAt = 1,
        Unchanged = false,
    };

    protected CommitStatusChanged Status(string sha, string status, long version, string env = "staging") => new()
    {
        Repository = Repository,
        Sha = sha,
        Env = env,
        App = App,
        Status = status,
        Message = $"{status} {version}",
        StatusVersion = version,
        ObservedAt = version,
    };
}
