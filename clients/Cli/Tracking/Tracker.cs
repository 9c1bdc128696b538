using System.Text.Json;
using Gimlet.Cli.Server;

namespace Gimlet.Cli.Tracking;

/// <summary>Shows how a request fares, once or to its end, and gives the exit code that scripts wait for.</summary>
internal sealed class Tracker(GimletServer server, TrackSubject subject, Shell shell)
{
    private readonly StatusFeed _feed = new(server, subject, shell.Clock);
    private string _shown = "";
    private JsonElement? _last;

    /// <summary>Prints the last status as JSON at the end, instead of lines on the way.</summary>
    public bool AsJson { get; init; }

    /// <summary>What is known of it at the end.</summary>
    public ReleaseStatus? Last => _last?.Deserialize(CliJson.Default.ReleaseStatus);

    /// <summary>Shows the present status.</summary>
    public async Task<int> ShowAsync(CancellationToken cancellationToken)
    {
        var outcome = See(await _feed.GetAsync(cancellationToken), shell.Output.WriteLine);
        return End(outcome);
    }

    /// <summary>Shows every change until it has succeeded, failed, or the time is up.</summary>
    public async Task<int> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(timeout, shell.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        Outcome? outcome = null;
        try
        {
            await using var view = StatusView.Open(subject, shell);
            await _feed.FollowAsync(
                status =>
                {
                    outcome = See(status, view.WriteLine);
                    return outcome.IsFinal;
                },
                either.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            PrintJson();
            await shell.Error.WriteLineAsync($"❌ Interrupted; the deploy goes on. {FollowHint}");
            return ExitCode.Interrupted;
        }
        catch (OperationCanceledException)
        {
            PrintJson();
            throw new CliException($"Timed out after {timeout.TotalSeconds:0.###} s; the deploy goes on. {FollowHint}");
        }

        return End(outcome!);
    }

    private string FollowHint => $"Follow it with: {subject.Command} {subject.Id} --wait";

    private int End(Outcome outcome)
    {
        PrintJson();
        return outcome.Failure is null ? ExitCode.Success : throw new CliException(outcome.Failure);
    }

    private Outcome See(JsonElement json, Action<string> writeLine)
    {
        _last = json;
        var status = Last ?? throw new CliException("The server's answer is no status.");
        var lines = StatusText.Lines(status, subject).ToList();

        // After a reconnect, and between two polls, the server tells again what was shown already.
        var block = string.Join('\n', lines);
        if (!AsJson && block != _shown)
        {
            lines.ForEach(writeLine);
        }

        _shown = block;
        return Outcome.Of(status);
    }

    private void PrintJson()
    {
        if (AsJson && _last is { } status)
        {
            shell.Write(CliJson.Write(status));
        }
    }
}
