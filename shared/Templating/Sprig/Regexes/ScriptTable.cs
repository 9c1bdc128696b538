using System.Globalization;

namespace Gimlet.Templating.Sprig.Regexes;

/// <summary>
/// Unicode's scripts, which .NET does not know, from the embedded table <c>scripts.txt</c>; see there for its source.
/// </summary>
internal static class ScriptTable
{
    private static readonly Lazy<Dictionary<string, CodePointSet>> Scripts = new(Read);

    /// <summary>The code points of a script; null when there is none of that name.</summary>
    /// <param name="key">Its name in small letters, without underscores.</param>
    public static CodePointSet? Find(string key) => Scripts.Value.GetValueOrDefault(key);

    private static Dictionary<string, CodePointSet> Read()
    {
        using var stream = typeof(ScriptTable).Assembly.GetManifestResourceStream("scripts.txt")!;
        using var reader = new StreamReader(stream);
        var ranges = new Dictionary<string, List<(int, int)>>(StringComparer.Ordinal);
        List<(int, int)> current = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            // A line that begins with a space goes on with the script before it.
            var words = line.Split(' ');
            if (words[0].Length > 0)
            {
                current = ranges[Key(words[0])] = [];
            }

            current.AddRange(words.Skip(1).Select(ReadRange));
        }

        return ranges.ToDictionary(
            static pair => pair.Key, static pair => new CodePointSet(pair.Value), StringComparer.Ordinal);
    }

    private static string Key(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static (int, int) ReadRange(string range)
    {
        var hyphen = range.IndexOf('-', StringComparison.Ordinal);
        return hyphen < 0 ? (Parse(range), Parse(range)) : (Parse(range[..hyphen]), Parse(range[(hyphen + 1)..]));
    }

    private static int Parse(string number) =>
        int.Parse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
