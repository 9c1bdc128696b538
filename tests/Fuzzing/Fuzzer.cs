using System.Diagnostics;

namespace Gimlet.Fuzzing;

/// <summary>
/// Feeds targets mutated seeds, one after the other, and keeps what is wrong: an exception that nobody announced, an
/// input that takes longer than the limits of the libraries allow, or one after which memory is not given back.
/// </summary>
internal sealed class Fuzzer(IReadOnlyList<IFuzzTarget> targets, int seed, TextWriter output)
{
    // The libraries stop after 10 s by default; the rest is for a machine that is busy.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(30);

    // The libraries' own limit is 256 MiB; a heap three times as large shows one that is not held.
    private const long MostMemory = 768L * 1024 * 1024;

    private readonly Mutator _mutator = new(new Random(seed));
    private readonly string _failures = Path.Combine(Path.GetTempPath(), "gimlet-fuzzing");
    private readonly Dictionary<string, (long Fed, long Refused)> _counts = [];
    private int _failed;
    private string _current = "";
    private long _begun = Stopwatch.GetTimestamp();

    /// <summary>Returns whether nothing was wrong.</summary>
    public bool Run(TimeSpan time)
    {
        output.WriteLine($"seed {seed}");
        Directory.CreateDirectory(_failures);
        using var watchdog = new Timer(_ => EndIfHung(), state: null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var started = Stopwatch.GetTimestamp();
        var reported = started;
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            foreach (var target in targets)
            {
                Feed(target, _mutator.Mutate(target.Seeds));
            }

            if (Stopwatch.GetElapsedTime(reported) > ReportEvery)
            {
                reported = Stopwatch.GetTimestamp();
                Report();
            }
        }

        Report();
        output.WriteLine(_failed == 0 ? "nothing wrong" : $"{_failed} inputs went wrong; they are in {_failures}");
        return _failed == 0;
    }

    private void Feed(IFuzzTarget target, byte[] input)
    {
        _current = Path.Combine(_failures, $"{target.Name}-{seed}-current");
        File.WriteAllBytes(_current, input);
        Interlocked.Exchange(ref _begun, Stopwatch.GetTimestamp());
        var (fed, refused) = _counts.GetValueOrDefault(target.Name);
        try
        {
            target.Feed(input);
        }
        catch (Exception e) when (target.IsRefusal(e))
        {
            refused++;
        }
        catch (Exception e)
        {
            Keep(target, $"threw {e}");
        }

        _counts[target.Name] = (fed + 1, refused);
        if (GC.GetTotalMemory(forceFullCollection: false) > MostMemory
            && GC.GetTotalMemory(forceFullCollection: true) > MostMemory)
        {
            Keep(target, $"left {GC.GetTotalMemory(forceFullCollection: false) >> 20} MiB behind");
        }
    }

    private void Keep(IFuzzTarget target, string problem)
    {
        _failed++;
        var path = Path.Combine(_failures, $"{target.Name}-{seed}-{_failed}");
        File.Move(_current, path, overwrite: true);
        output.WriteLine($"{target.Name} {problem}\n  input: {path}");
    }

    // Nothing can stop the thread that hangs, so the process ends and leaves its input behind.
    private void EndIfHung()
    {
        if (Stopwatch.GetElapsedTime(Interlocked.Read(ref _begun)) > Longest)
        {
            output.WriteLine($"hung for {Longest.TotalSeconds:0} s\n  input: {_current}");
            Environment.Exit(1);
        }
    }

    private void Report() => output.WriteLine(string.Join(
        ", ", _counts.Select(count => $"{count.Key}: {count.Value.Fed} fed, {count.Value.Refused} refused")));
}
