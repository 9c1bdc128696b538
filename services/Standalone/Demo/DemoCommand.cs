using System.Text.Json.Nodes;
using Gimlet.Hosting.Configuration;
using LibGit2Sharp;

namespace Gimlet.Standalone.Demo;

/// <summary>Ships the sample app to this process, deploys it and shows what came of it.</summary>
internal sealed class DemoCommand(WebApplication app, TextWriter output)
{
    private const string Login = "ci";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ListenOptions _listen = app.Configuration.Get<ListenOptions>()!;
    private readonly string _dataPath = Path.GetFullPath(app.Configuration["DATA_PATH"]!);

    private string RepositoryPath => Path.Combine(_dataPath, "gitops.git");

    private string Branch => app.Configuration["GITOPS_BRANCH"] ?? "main";

    /// <summary>
    /// Runs the demo, then serves on unless it is to end. Returns 0, or 1 if a deploy did not succeed.
    /// </summary>
    public static async Task<int> RunAsync(WebApplication app, bool exit, TextWriter output)
    {
        foreach (var setting in new[] { "GITOPS_REPO", "GITOPS_REPOS" })
        {
            if (!string.IsNullOrEmpty(app.Configuration[setting]))
            {
                await output.WriteLineAsync(
                    $"The demo writes to a repository of its own, but {setting} is set: unset it.");
                return 1;
            }
        }

        await app.StartAsync();
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        var succeeded = await new DemoCommand(app, output).TryRunAsync(lifetime.ApplicationStopping);
        if (exit)
        {
            await app.StopAsync();
        }
        else
        {
            await output.WriteLineAsync("Gimlet goes on serving. Ctrl+C ends it.");
            await app.WaitForShutdownAsync();
        }

        return succeeded ? 0 : 1;
    }

    private async Task<bool> TryRunAsync(CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(Patience, app.Services.GetRequiredService<TimeProvider>());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        try
        {
            return await RunAsync(end.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            await output.WriteLineAsync($"❗ There was no final status within {Patience.TotalSeconds:0} s.");
            return false;
        }
        catch (Exception e)
        {
            // Whatever it is, a first look at Gimlet is not to end in a stack trace.
            await output.WriteLineAsync($"❗ The demo failed: {e.Message}");
            return false;
        }
    }

    private async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var address = new UriBuilder(Uri.UriSchemeHttp, HostName, _listen.HttpPort).Uri;
        await output.WriteLineAsync($"Gimlet serves {address} and keeps everything in {_dataPath}");
        await output.WriteLineAsync("Flux is simulated: there is no cluster, but the gitops repository is real.");
        using var admin = new DemoClient(address, app.Configuration["ADMIN_TOKEN"]!);
        var token = await admin.CreateUserAsync(Login, cancellationToken);
        using var client = new DemoClient(address, token);

        await output.WriteLineAsync(
            "\nCI ships a commit on main. The policy of staging matches it, production's does not.");
        var sample = SampleCommit.Create(DemoSettings.SamplesPath, Path.Combine(_dataPath, "demo-app"), Now);
        var artifact = await client.PostAsync("/api/artifact", sample, cancellationToken);
        var artifactId = (string)artifact["id"]!;
        await output.WriteLineAsync($"Shipped artifact ID is: {artifactId}");
        var succeeded = await TrackAsync(
            client, artifactId, $"/api/eventArtifactTrack?artifactId={artifactId}", cancellationToken);

        await output.WriteLineAsync("\nSomebody deploys the same artifact to production.");
        await output.WriteLineAsync("Deploying..");
        var release = await client.PostAsync(
            "/api/releases",
            new JsonObject { ["env"] = "production", ["app"] = "demo-app", ["artifactId"] = artifactId },
            cancellationToken);
        var releaseId = (string)release["id"]!;
        await output.WriteLineAsync($"Deployment ID is: {releaseId}");
        succeeded &= await TrackAsync(
            client, releaseId, $"/api/eventReleaseTrack?id={releaseId}", cancellationToken);

        await ShowRepositoryAsync();
        await ShowWhatIsNextAsync(address, token);
        return succeeded;
    }

    private async Task<bool> TrackAsync(DemoClient client, string id, string route, CancellationToken cancellationToken)
    {
        JsonObject? last = null;
        await foreach (var status in client.TrackAsync(route, cancellationToken))
        {
            last = status;
            foreach (var line in TrackingBlock.Write(id, status))
            {
                await output.WriteLineAsync(line);
            }
        }

        return TrackingBlock.IsSuccess(last);
    }

    private async Task ShowRepositoryAsync()
    {
        if (!Repository.IsValid(RepositoryPath))
        {
            return;
        }

        using var repository = new Repository(RepositoryPath);
        if (repository.Branches[Branch] is null)
        {
            return;
        }

        await output.WriteLineAsync("\nThe log of the gitops repository, the newest first:\n");
        await WriteIndentedAsync(RepositoryListing.Log(repository, Branch));
        await output.WriteLineAsync("Its files:\n");
        await WriteIndentedAsync(RepositoryListing.Files(repository, Branch));
    }

    private async Task ShowWhatIsNextAsync(Uri address, string token)
    {
        await output.WriteLineAsync("\nLook around:\n");
        await WriteIndentedAsync(
        [
            $"git -C {RepositoryPath} show {Branch}",
            $"curl -H 'Authorization: Bearer {token}' '{address}api/status?env=staging'",
            $"curl {address}healthz/ready",
            "",
        ]);
    }

    private async Task WriteIndentedAsync(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line.Length == 0 ? "" : $"  {line}");
        }
    }

    private DateTimeOffset Now => app.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    private string HostName => _listen.BindAddress == "0.0.0.0" ? "127.0.0.1" : _listen.BindAddress;
}
