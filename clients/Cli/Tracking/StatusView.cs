using Spectre.Console;

namespace Gimlet.Cli.Tracking;

/// <summary>Where a wait is shown: plain lines, and on a terminal colours and a sign of life below them.</summary>
internal abstract class StatusView : IAsyncDisposable
{
    public static StatusView Open(TrackSubject subject, Shell shell) =>
        shell.IsForPeople ? new LiveView(subject, shell) : new PlainView(shell);

    public abstract void WriteLine(string line);

    public abstract ValueTask DisposeAsync();

    private sealed class PlainView(Shell shell) : StatusView
    {
        public override void WriteLine(string line) => shell.Output.WriteLine(line);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class LiveView : StatusView
    {
        private readonly IAnsiConsole _console;
        private readonly TaskCompletionSource _end = new();
        private readonly Task _spinning;

        public LiveView(TrackSubject subject, Shell shell)
        {
            _console = shell.Console;
            _spinning = _console.Status()
                .StartAsync($"Waiting for {Markup.Escape(OneLine.Of(subject.Id))}", _ => _end.Task);
        }

        public override void WriteLine(string line) => _console.Write(new Text($"{line}\n", StyleOf(line)));

        public override async ValueTask DisposeAsync()
        {
            _end.SetResult();
            await _spinning;
        }

        private static Style StyleOf(string line) => line switch
        {
            _ when line.Contains('❗', StringComparison.Ordinal) => Color.Red,
            _ when line.EndsWith("ReconciliationSucceeded", StringComparison.Ordinal) => Color.Green,
            _ => Style.Plain,
        };
    }
}
