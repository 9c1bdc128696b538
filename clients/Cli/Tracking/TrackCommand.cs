using System.CommandLine;
using Gimlet.Cli.Parsing;
using Gimlet.Cli.Server;

namespace Gimlet.Cli.Tracking;

/// <summary>The command <c>track</c>, alike for artifacts and releases.</summary>
internal static class TrackCommand
{
    public static Command Create(string description, string example, Func<string, TrackSubject> subject, Shell shell)
    {
        var id = new Argument<string>("id") { Description = "What to track." };
        var wait = new Option<bool>("--wait", "-w") { Description = "Waits until it has succeeded or failed." };
        var timeout = TimeoutOption.Create();
        var output = OutputOption.Create();
        var server = new ServerOptions(shell);
        var command = new ExampleCommand("track", description, example) { id, wait, timeout, output };
        server.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var patience = TimeoutOption.Read(result.GetValue(timeout));
            using var gimlet = server.Connect(result);
            var tracker = new Tracker(gimlet, subject(result.GetRequiredValue(id)), shell)
            {
                AsJson = result.GetValue(output) == OutputOption.Json,
            };
            return result.GetValue(wait)
                ? await tracker.WaitAsync(patience, cancellationToken)
                : await tracker.ShowAsync(cancellationToken);
        });
        return command;
    }
}
