using Gimlet.Testing.Databases;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Writes;

[Collection(nameof(ReplicaSuite))]
public sealed class FileReplicaTests(PostgresDatabase postgres)
    : ReplicaSuite(postgres), IClassFixture<PostgresDatabase>
{
    protected override Task<RemoteRepository> CreateRemoteAsync() =>
        Task.FromResult<RemoteRepository>(new FileRemote());
}

[Collection(nameof(ReplicaSuite))]
public sealed class SshReplicaTests(PostgresDatabase postgres)
    : ReplicaSuite(postgres), IClassFixture<PostgresDatabase>
{
    protected override TimeSpan ForeignPause => TimeSpan.FromSeconds(1);

    protected override async Task<RemoteRepository> CreateRemoteAsync() => await SshRemote.StartAsync(Stop);
}

[Collection(nameof(ReplicaSuite))]
public sealed class HttpsReplicaTests(PostgresDatabase postgres)
    : ReplicaSuite(postgres), IClassFixture<PostgresDatabase>
{
    protected override TimeSpan ForeignPause => TimeSpan.FromSeconds(1);

    protected override async Task<RemoteRepository> CreateRemoteAsync() => await HttpsRemote.StartAsync(Stop);
}
