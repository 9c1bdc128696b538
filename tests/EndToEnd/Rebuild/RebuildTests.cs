using System.Text.Json.Nodes;
using Dapper;
using Gimlet.Persistence;
using Gimlet.Protos.Gitops;
using Gimlet.Testing.Git;
using Gimlet.Testing.Installations;
using Gimlet.Testing.Servers;
using Grpc.Core;
using Grpc.Net.Client;

namespace Gimlet.EndToEnd.Tests.Rebuild;

/// <summary>
/// The history is made anew from the repositories, by the call and by the command, over a running installation with a
/// repository of its own for one environment.
/// </summary>
public sealed class RebuildTests
{
    private const string Succeeded = "ReconciliationSucceeded";
    private const string ServiceToken = "a-service-token-for-rebuilds-0123456789";
    private const string WebhookKey = "a-webhook-key-for-rebuilds";

    private static readonly string[] Envs = ["staging", "testing", "production"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(GimletForm.Standalone)]
    [InlineData(GimletForm.Distributed)]
    public async Task Rebuild_ByCallAndByCommand_AnswersTheSameFieldForField(GimletForm form)
    {
        if (form == GimletForm.Distributed)
        {
            Requires.That(RabbitMqServer.Installed, "needs rabbitmq-server");
            Requires.That(PostgresServer.Installed, "needs PostgreSQL");
        }

        await using var production = new FileRemote();
        await using var installation = await StartAsync(form, production.Url);
        using var client = new GimletClient(installation.Address, Installation.AdminToken);
        using var flux = new FluxWebhook(installation.Address, WebhookKey);
        await WriteHistoryAsync(client, flux);
        var before = await ReadAsync(client);

        await CallAsync(installation);
        Assert.Equal(before, await ReadAsync(client));

        // Nothing is left but the repositories.
        await installation.Process(WriterOf(form)).KillAsync();
        await LoseTablesAsync(installation);
        var (exitCode, output) = await installation.RunAsync(WriterOf(form), "rebuild", Cancellation);
        Assert.Equal(0, exitCode);
        Assert.Contains(": 9 commits", output, StringComparison.Ordinal);
        Assert.Contains(": 3 commits", output, StringComparison.Ordinal);
        installation.Process(WriterOf(form)).Start();
        await installation.WaitUntilReadyAsync(Cancellation);

        var after = await ReadAsync(client);
        Assert.Contains(Succeeded, before, StringComparison.Ordinal);
        Assert.DoesNotContain(Succeeded, after, StringComparison.Ordinal);
        Assert.Equal(WithoutFlux(before), WithoutFlux(after));
        await ReportAsync(client, flux);
        Assert.Equal(before, await ReadAsync(client));
    }

    private static string WriterOf(GimletForm form) => form == GimletForm.Standalone ? "Standalone" : "GitopsWriter";

    private static Task<Installation> StartAsync(GimletForm form, string production) => Installation.StartAsync(
        form,
        new Dictionary<string, string?>
        {
            ["SERVICE_TOKEN"] = ServiceToken,
            ["FLUX_WEBHOOK_KEY"] = WebhookKey,
            ["GITOPS_REPOS"] = $"env=production&repoPerEnv=true&gitopsRepo={production}",
        },
        Cancellation);

    // Nine commits in the default repository, three in the one of production.
    private static async Task WriteHistoryAsync(GimletClient client, FluxWebhook flux)
    {
        var first = await ReleaseAsync(client, "staging", "demo", "one");
        await ReleaseAsync(client, "production", "demo", "one");
        await ReleaseAsync(client, "staging", "demo", "two");
        await ReleaseAsync(client, "staging", "other", "one");
        await ReleaseAsync(client, "testing", "demo", "one");
        var rollback = await client.PostAsync($"/api/rollback?env=staging&app=demo&sha={first}", null, Cancellation);
        await PushedAsync(client, rollback);
        await ReleaseAsync(client, "production", "other", "one");
        await ReleaseAsync(client, "staging", "demo", "two");
        await ReleaseAsync(client, "testing", "gone", "one");
        await client.PostAsync("/api/delete?env=testing&app=gone", null, Cancellation);
        await client.PostAsync("/api/delete?env=production&app=other", null, Cancellation);

        // Changes nothing, and so makes no commit that a rebuild could find.
        await ReleaseAsync(client, "testing", "demo", "one");
        await ReleaseAsync(client, "staging", "last", "one");
        await ReportAsync(client, flux);
    }

    // Flux says again what it says of its own accord about twice a minute.
    private static async Task ReportAsync(GimletClient client, FluxWebhook flux)
    {
        var sha = (string)(await client.GetAsync("/api/releases?env=staging&app=last", Cancellation))[0]!["gitopsRef"]!;
        await flux.ReportAsync("staging", sha, Succeeded, $"Applied revision: {sha}", failed: false, Cancellation);
        await Eventually.HoldsAsync(
            async () => (await client.GetAsync("/api/status?env=staging&app=last", Cancellation)).ToJsonString()
                .Contains(Succeeded, StringComparison.Ordinal),
            "what Flux reported to be known",
            cancellationToken: Cancellation);
    }

    private static async Task<string> ReleaseAsync(GimletClient client, string env, string app, string content)
    {
        var artifact = await client.ShipAsync(Artifacts.Create(Artifacts.Manifest(env, app, content)), Cancellation);
        var id = await client.ReleaseAsync(env, app, artifact, Cancellation);
        return await PushedAsync(client, new JsonObject { ["id"] = id });
    }

    private static async Task<string> PushedAsync(GimletClient client, JsonObject accepted)
    {
        var status = await Eventually.GetAsync(
            async () => await client.TrackReleaseAsync((string)accepted["id"]!, Cancellation) is var status
                && (string)status["status"]! == "processed" ? status : null,
            "a request to be pushed",
            TimeSpan.FromSeconds(60),
            Cancellation);
        var result = Assert.Single(status["results"]!.AsArray())!;
        Assert.Equal("success", (string)result["status"]!);
        return (string)result["hash"]!;
    }

    // Every list that is answered from the tables, one field per line.
    private static async Task<string> ReadAsync(GimletClient client)
    {
        var answers = new JsonObject
        {
            ["commits"] = await client.GetAsync("/api/gitopsCommits?limit=1000", Cancellation),
        };
        foreach (var env in Envs)
        {
            answers[$"releases {env}"] = await client.GetAsync($"/api/releases?env={env}&limit=1000", Cancellation);
            answers[$"status {env}"] = await client.GetAsync($"/api/status?env={env}", Cancellation);
        }

        return answers.ToJsonString(new() { WriteIndented = true });
    }

    private static string WithoutFlux(string answers) => string.Join('\n', answers.Split('\n')
        .Where(line => !line.Contains("tatus\":", StringComparison.Ordinal))
        .Where(line => !line.Contains("tatusDesc\":", StringComparison.Ordinal)));

    private static async Task CallAsync(Installation installation)
    {
        using var channel = GrpcChannel.ForAddress(installation.GrpcAddressOf(WriterOf(installation.Form)));
        var headers = new Metadata { { "authorization", $"Bearer {ServiceToken}" } };
        var answer = await new GitopsService.GitopsServiceClient(channel).RebuildAsync(
            new RebuildRequest(), headers, cancellationToken: Cancellation);
        Assert.Equal([3, 9], answer.Repositories.Select(repository => repository.Commits).Order());
    }

    private static async Task LoseTablesAsync(Installation installation)
    {
        if (installation.Postgres is not { } postgres)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(installation.Folder, "data"), "gitops.db*"))
            {
                File.Delete(file);
            }

            return;
        }

        var options = new DatabaseOptions { Driver = "postgres", Config = postgres.Address };
        await using var database = Database.Create(options, "public");
        await using var connection = await database.OpenAsync(Cancellation);
        await connection.ExecuteAsync("DROP SCHEMA gitops CASCADE");
    }
}
