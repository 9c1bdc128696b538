using System.Text.RegularExpressions;

namespace Gimlet.Parity.Reports;

/// <summary>A case as the library and as the real tool rendered it.</summary>
internal sealed partial record Comparison
{
    private const int Context = 3;

    public required string Name { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Where the two part, for people; empty where they agree.</summary>
    public required string Difference { get; init; }

    /// <summary>The tool's time over the library's, everything read from disk.</summary>
    public double ColdRatio { get; init; }

    /// <summary>The same for a chart that is parsed already.</summary>
    public double WarmRatio { get; init; }

    public static Comparison Of(string name, Rendering library, Rendering tool)
    {
        var (verdict, difference) = (library.Output, tool.Output) switch
        {
            ({ } mine, { } real) => OfOutputs(mine, real),
            (null, null) => OfErrors(library.Error, tool.Error),
            (null, _) => (Verdict.OnlyLibraryFails, library.Error),
            (_, null) => (Verdict.OnlyToolFails, tool.Error),
        };
        return new Comparison { Name = name, Verdict = verdict, Difference = difference.Trim() };
    }

    private static (Verdict Verdict, string Difference) OfOutputs(string library, string tool)
    {
        if (library == tool)
        {
            return (Verdict.ByteEqual, "");
        }

        var verdict = YamlEquality.AreEqual(library, tool) ? Verdict.YamlEqual : Verdict.Different;
        return (verdict, FirstDifference(library.Split('\n'), tool.Split('\n')));
    }

    /// <summary>Looks again at outputs that differ, in the light of what the tool says when asked twice.</summary>
    public Comparison Reconsider(Rendering library, Rendering tool, Rendering toolAgain) =>
        library.Output is { } mine && tool.Output is { } real && toolAgain.Output is { } other
        && AreEqualButRandom(mine.Split('\n'), real.Split('\n'), other.Split('\n'))
            ? this with { Verdict = Verdict.EqualButRandom, Difference = "" }
            : this;

    private static bool AreEqualButRandom(string[] library, string[] tool, string[] toolAgain) =>
        library.Length == tool.Length && tool.Length == toolAgain.Length
        && library.Zip(tool, toolAgain).All(lines => lines.First == lines.Second || lines.Second != lines.Third);

    private static (Verdict Verdict, string Difference) OfErrors(string library, string tool)
    {
        var same = Places(library).ToHashSet().SetEquals(Places(tool));
        return (same ? Verdict.SameError : Verdict.OtherError, same ? "" : $"library: {library}\ntool: {tool}");
    }

    private static IEnumerable<string> Places(string error) =>
        Place().Matches(error).Select(match => match.Value);

    // A template and a line, as in "web/templates/service.yaml:12:5".
    [GeneratedRegex(@"[\w./-]+/templates/[\w./-]+:\d+")]
    private static partial Regex Place();

    private static string FirstDifference(string[] library, string[] tool)
    {
        var line = library.Zip(tool).TakeWhile(pair => pair.First == pair.Second).Count();
        var before = tool.Take(line).TakeLast(Context).Select(text => $"  {text}");
        return string.Join(
            '\n',
            before.Append($"- {tool.ElementAtOrDefault(line)}").Append($"+ {library.ElementAtOrDefault(line)}")
                .Prepend($"line {line + 1} (- tool, + library)"));
    }
}
