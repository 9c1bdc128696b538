using Gimlet.Gateway.Idempotency;
using Gimlet.Protos.Releases;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Status = Grpc.Core.Status;

namespace Gimlet.Gateway.Tests;

public sealed class IdempotencyTests
{
    private const string Release = """{"env": "staging", "artifactId": "a"}""";

    [Fact]
    public async Task SameKeyAndRequest_IsAnsweredTheSameAndDoneOnce()
    {
        await using var gateway = await TestGateway.StartAsync();

        var first = await gateway.PostAsync("/api/releases", Release, "k1");
        gateway.Releases.Failure = new RpcException(new Status(StatusCode.NotFound, "must not be asked again"));
        var second = await gateway.PostAsync("/api/releases", Release, "k1");

        Assert.Equal((201, 201), (first.Status, second.Status));
        Assert.Equal(first.Body!.ToJsonString(), second.Body!.ToJsonString());
        Assert.Single(gateway.Releases.Requests);
    }

    [Fact]
    public async Task SameKeyForAnotherBodyRouteOrParameter_Is422()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.PostAsync("/api/rollback?env=e&app=a&sha=s", idempotencyKey: "k1");

        var (parameter, _) = await gateway.PostAsync("/api/rollback?env=e&app=a&sha=t", idempotencyKey: "k1");
        var (route, _) = await gateway.PostAsync("/api/releases", Release, "k1");
        var (body, _) = await gateway.PostAsync("/api/rollback?env=e&app=a&sha=s", "{}", "k1");

        Assert.Equal((422, 422, 422), (parameter, route, body));
        Assert.Single(gateway.Releases.Requests);
    }

    [Fact]
    public async Task SameKeyOfAnotherUser_IsAnotherKey()
    {
        await using var gateway = await TestGateway.StartAsync();
        var (_, user) = await gateway.PostAsync("/api/user", """{"login": "jane"}""");
        using var jane = gateway.As((string)user!["token"]!);

        await gateway.PostAsync("/api/releases", Release, "k1");
        await gateway.PostAsync("/api/releases", Release, "k1", jane);

        Assert.Equal(
            ["admin", "jane"],
            gateway.Releases.Requests.Values
                .Cast<RequestReleaseRequest>()
                .Select(request => request.TriggeredBy)
                .Order());
    }

    [Fact]
    public async Task SameKeyManyTimesAtOnce_IsDoneOnce()
    {
        await using var gateway = await TestGateway.StartAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => gateway.PostAsync("/api/releases", Release, "k1")));

        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        Assert.Single(answers.Select(answer => answer.Body!.ToJsonString()).Distinct());
        Assert.Single(gateway.Releases.Requests);
    }

    [Fact]
    public async Task FailureOfTheServer_IsNotKeptAndDoublesNothing()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Artifacts.Failure = new RpcException(new Status(StatusCode.Internal, "crashed after storing"));
        const string Artifact = """{"version": {"repositoryName": "r", "sha": "s"}}""";

        var (failed, _) = await gateway.PostAsync("/api/artifact", Artifact, "k1");
        gateway.Artifacts.Failure = null;
        var (done, body) = await gateway.PostAsync("/api/artifact", Artifact, "k1");

        Assert.Equal((500, 201), (failed, done));
        Assert.Equal(2, gateway.Artifacts.ShipCalls);
        Assert.Equal((string)body!["id"]!, Assert.Single(gateway.Artifacts.Stored.Keys));
    }

    [Fact]
    public async Task CrashBeforeTheAnswerWasKept_SecondTryIsTheSameOperation()
    {
        await using var gateway = await TestGateway.StartAsync();
        var store = gateway.Services.GetRequiredService<IdempotencyStore>();
        var ended = TestContext.Current.CancellationToken;

        var crashed = await store.ReserveAsync("admin", "k1", "fingerprint", ended);
        var second = await store.ReserveAsync("admin", "k1", "fingerprint", ended);

        Assert.Equal(crashed.OperationId, second.OperationId);
        Assert.Equal(0, second.Status);
    }

    [Fact]
    public async Task MistakeOfTheClient_IsAnsweredTheSame()
    {
        await using var gateway = await TestGateway.StartAsync();

        var first = await gateway.PostAsync("/api/releases", "{}", "k1");
        var second = await gateway.PostAsync("/api/releases", "{}", "k1");

        Assert.Equal((400, 400), (first.Status, second.Status));
        Assert.Equal(first.Body!.ToJsonString(), second.Body!.ToJsonString());
    }

    [Fact]
    public async Task Key_AfterADay_IsNew()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var gateway = await TestGateway.StartAsync(
            TestGateway.CreateFolder(), ownsFolder: true, [$"ADMIN_TOKEN={TestGateway.AdminToken}"], clock);
        await gateway.PostAsync("/api/releases", Release, "k1");

        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await gateway.PostAsync("/api/releases", Release, "k1");
        Assert.Single(gateway.Releases.Requests);
        clock.Advance(TimeSpan.FromSeconds(2));
        await gateway.PostAsync("/api/releases", Release, "k1");

        Assert.Equal(2, gateway.Releases.Requests.Count);
    }

    [Fact]
    public async Task NewUser_AskedForAgain_ShowsTheSameTokenThatTheDatabaseDoesNotHold()
    {
        var folder = TestGateway.CreateFolder();
        await using var gateway = await TestGateway.StartAsync(
            folder, ownsFolder: true, [$"ADMIN_TOKEN={TestGateway.AdminToken}"]);

        var first = await gateway.PostAsync("/api/user", """{"login": "jane"}""", "k1");
        var second = await gateway.PostAsync("/api/user", """{"login": "jane"}""", "k1");

        Assert.Equal((201, 201), (first.Status, second.Status));
        var token = (string)first.Body!["token"]!;
        Assert.Equal(token, (string)second.Body!["token"]!);
        foreach (var file in Directory.GetFiles(folder))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(
                token, await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(256)]
    [InlineData(0)]
    public async Task Key_OfAWrongLength_Is400(int length)
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, problem) = await gateway.PostAsync("/api/releases", Release, new string('k', length));

        Assert.Equal(400, status);
        Assert.Contains("Idempotency-Key", (string)problem!["detail"]!, StringComparison.Ordinal);
        Assert.Empty(gateway.Releases.Requests);
    }

    [Fact]
    public async Task Key_WithAControlCharacter_Is400()
    {
        await using var gateway = await TestGateway.StartAsync();

        var (status, _) = await gateway.PostAsync("/api/releases", Release, "a\tb");

        Assert.Equal(400, status);
        Assert.Empty(gateway.Releases.Requests);
    }
}
