using Gimlet.Artifacts.Artifacts;
using Gimlet.Contracts.Artifacts;
using Gimlet.Manifests;
using Gimlet.Persistence;
using Gimlet.Testing.Databases;

namespace Gimlet.Artifacts.Tests;

public abstract class ArtifactStoreTests<TDatabase>(TDatabase test) : IClassFixture<TDatabase>, IAsyncLifetime
    where TDatabase : TestDatabase
{
    // A repository per test, because the tests of a class share its database.
    private readonly string _repository = $"team/{Guid.NewGuid():N}";

    private Database? _database;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    private ArtifactStore Store => new(_database!);

    public async ValueTask InitializeAsync()
    {
        test.Require();
        _database = Database.Create(test.Options, ArtifactService.DatabaseName);
        await new Migrator(_database, typeof(ArtifactService).Assembly).MigrateAsync(Ended);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task Insert_Artifact_IsFoundAsItWas()
    {
        var artifact = Artifact(1) with
        {
            Context = new Dictionary<string, string> { ["BRANCH"] = "main", ["branch"] = "zero: \0" },
            Environments = [new Manifest { App = "shop", Env = "staging", Manifests = "kind: ConfigMap" }],
        };

        var inserted = await Store.TryInsertAsync(artifact, Ended);
        var found = await Store.FindAsync(artifact.Id, Ended);

        Assert.True(inserted);
        Assert.Equivalent(artifact, found, strict: true);
    }

    [Fact]
    public async Task Insert_TakenId_LeavesWhatIsStored()
    {
        await Store.TryInsertAsync(Artifact(1), Ended);

        var again = await Store.TryInsertAsync(Artifact(1) with { Created = 99 }, Ended);

        Assert.False(again);
        Assert.Equal(1, (await Store.FindAsync(Artifact(1).Id, Ended))!.Created);
    }

    [Fact]
    public async Task Find_UnknownId_IsNull()
    {
        Assert.Null(await Store.FindAsync("nothing", Ended));
    }

    [Fact]
    public async Task List_IsNewestFirstInPagesThatDoNotOverlap()
    {
        foreach (var created in new long[] { 3, 1, 2, 5, 4 })
        {
            await Store.TryInsertAsync(Artifact(created), Ended);
        }

        var first = await ListAsync(new ArtifactFilter { Limit = 2 });
        var second = await ListAsync(new ArtifactFilter { Limit = 2, Offset = 2 });
        var oldest = await ListAsync(new ArtifactFilter { OldestFirst = true, Limit = 3 });

        Assert.Equal([5, 4], first);
        Assert.Equal([3, 2], second);
        Assert.Equal([1, 2, 3], oldest);
    }

    [Fact]
    public async Task List_OfTheSameInstant_HasOneOrder()
    {
        foreach (var id in new[] { "b", "c", "a" })
        {
            await Store.TryInsertAsync(Artifact(7) with { Id = $"{_repository}-{id}" }, Ended);
        }

        var newest = await Store.ListAsync(new ArtifactFilter { Repository = _repository }, Ended);
        var oldest = await Store.ListAsync(new ArtifactFilter { Repository = _repository, OldestFirst = true }, Ended);

        Assert.Equal(["c", "b", "a"], newest.Select(artifact => artifact.Id[^1..]));
        Assert.Equal(["a", "b", "c"], oldest.Select(artifact => artifact.Id[^1..]));
    }

    [Fact]
    public async Task List_ByAFilter_ShowsWhatFitsAlone()
    {
        await InsertAsync(1, new ArtifactVersion { Sha = "aaa", Branch = "main", Event = "push" });
        await InsertAsync(2, new ArtifactVersion { Sha = "bbb", Branch = "main", Event = "tag" });
        await InsertAsync(
            3, new ArtifactVersion { Sha = "ccc", Branch = "topic", SourceBranch = "topic", Event = "pr" });

        Assert.Equal([2, 1], await ListAsync(new ArtifactFilter { Branch = "main" }));
        Assert.Equal([3], await ListAsync(new ArtifactFilter { SourceBranch = "topic" }));
        Assert.Equal([3, 1], await ListAsync(new ArtifactFilter { Shas = ["aaa", "ccc", "zzz"] }));
        Assert.Equal([2], await ListAsync(new ArtifactFilter { Event = "tag" }));
        Assert.Equal([2], await ListAsync(new ArtifactFilter { Branch = "main", Event = "tag", Shas = ["bbb"] }));
        Assert.Empty(await ListAsync(new ArtifactFilter { Branch = "main' OR '1'='1" }));
    }

    [Fact]
    public async Task List_BetweenTwoTimes_IncludesBoth()
    {
        for (var created = 1; created <= 5; created++)
        {
            await Store.TryInsertAsync(Artifact(created), Ended);
        }

        Assert.Equal([4, 3, 2], await ListAsync(new ArtifactFilter { Since = 2, Until = 4 }));
        Assert.Equal([5], await ListAsync(new ArtifactFilter { Since = 5 }));
        Assert.Equal([1], await ListAsync(new ArtifactFilter { Until = 1 }));
    }

    [Fact]
    public async Task Insert_ManyAtOnce_KeepsEach()
    {
        var inserted = await Task.WhenAll(
            Enumerable.Range(1, 50).Select(created => Store.TryInsertAsync(Artifact(created), Ended)));

        Assert.All(inserted, Assert.True);
        Assert.Equal(50, (await ListAsync(new ArtifactFilter { Limit = 100 })).Count);
    }

    private Artifact Artifact(long created) => new()
    {
        Id = $"{_repository}-{created}",
        Created = created,
        Version = new ArtifactVersion { RepositoryName = _repository, Sha = "abc" },
    };

    private Task<bool> InsertAsync(long created, ArtifactVersion version) => Store.TryInsertAsync(
        Artifact(created) with { Version = version with { RepositoryName = _repository } }, Ended);

    private async Task<IReadOnlyList<long>> ListAsync(ArtifactFilter filter)
    {
        var artifacts = await Store.ListAsync(filter with { Repository = _repository }, Ended);
        return [.. artifacts.Select(artifact => artifact.Created)];
    }
}

public sealed class SqliteArtifactStoreTests(SqliteDatabase test) : ArtifactStoreTests<SqliteDatabase>(test);

public sealed class PostgresArtifactStoreTests(PostgresDatabase test) : ArtifactStoreTests<PostgresDatabase>(test);
