using System.Text.Json;
using Gimlet.Cli.Artifacts;
using Gimlet.Cli.Releases;
using Gimlet.Cli.Server;
using Gimlet.Cli.Ship.Builds;
using Gimlet.Cli.Ship.Reports;
using Gimlet.Cli.Tracking;

namespace Gimlet.Cli.Ship;

/// <summary>Ships an artifact, deploys it if asked to, and tells the log and the CI what became of it.</summary>
internal sealed class Delivery(GimletServer server, Shell shell, EnvironmentVariables variables)
{
    private readonly StepOutputs _outputs = new(variables);
    private readonly List<Tracker> _trackers = [];

    /// <summary>What to deploy; null ships and nothing more.</summary>
    public required (string Env, string? App)? Target { get; init; }

    /// <summary>Waits for what the artifact triggered; a deployment is always waited for.</summary>
    public required bool Wait { get; init; }

    /// <summary>How long each wait may take.</summary>
    public required TimeSpan Timeout { get; init; }

    public async Task<int> SendAsync(ArtifactDocument artifact, Build build, CancellationToken cancellationToken)
    {
        var id = IdOf(await PushArtifact.SendAsync(server, artifact, cancellationToken));
        await shell.Output.WriteLineAsync($"Shipped artifact ID is: {id}");
        _outputs.SetArtifact(id);
        try
        {
            var exitCode = await TrackAsync(TrackArtifact.Subject(id), Wait || Target is not null, cancellationToken);
            return exitCode == ExitCode.Success && Target is { } target
                ? await DeployAsync(id, target.Env, target.App, cancellationToken)
                : exitCode;
        }
        finally
        {
            var statuses = _trackers.Select(tracker => tracker.Last).OfType<ReleaseStatus>();
            new JobSummary(variables).Write(build, id, [.. statuses]);
        }
    }

    private static string IdOf(JsonElement stored) =>
        stored.ValueKind == JsonValueKind.Object
        && stored.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? OneLine.Of(id.GetString()!)
            : throw new CliException("The server's answer has no id: is it Gimlet?");

    private async Task<int> DeployAsync(string artifactId, string env, string? app, CancellationToken cancellationToken)
    {
        await shell.Output.WriteLineAsync("Deploying..");
        var id = await MakeRelease.SendAsync(server, new MakeRelease.Input(env, app, artifactId), cancellationToken);
        await shell.Output.WriteLineAsync($"Deployment ID is: {id}");
        _outputs.SetRelease(id);
        return await TrackAsync(TrackRelease.Subject(id), wait: true, cancellationToken);
    }

    private Task<int> TrackAsync(TrackSubject subject, bool wait, CancellationToken cancellationToken)
    {
        var tracker = new Tracker(server, subject, shell);
        _trackers.Add(tracker);
        return wait ? tracker.WaitAsync(Timeout, cancellationToken) : tracker.ShowAsync(cancellationToken);
    }
}
