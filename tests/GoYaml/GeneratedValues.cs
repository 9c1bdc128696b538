using Gimlet.GoYaml.Writing;

namespace Gimlet.GoYaml.Tests;

/// <summary>Random values whose strings are made of what YAML treats in ways of its own.</summary>
internal sealed class GeneratedValues(int seed)
{
    private static readonly string[] Fragments =
    [
        "a", "b", "Z", "0", "1", "9", "-", ":", ": ", " #", "#", " ", "  ", "\n", "\n\n", "\t", ",", "[", "]",
        "{", "}", "&", "*",
        "!", "|", ">", "'", "\"", "%", "@", "`", "?", "? ", "- ", "---", "...", "=", "<", "<<", "~", "null",
        "true", "yes", "No",
        "on", "y", "n", ".", ".5", "1e3", "0x1F", "0o7", "017", "08", "1_000", "+1", "-1", "1.", "inf", ".inf",
        ".nan", "1:30",
        "2020-01-01", "2020-01-01T10:00:00Z", "2020-1-1 1:1:1", "\\", "/", "é", "ß", "日本", "😀", "\u00a0",
        "\u0085", "\u2028",
        "\u2029", "\ufeff", "\ufffd", "\r", "\r\n", "\0", "\u0007", "\u001b", "\u007f", "\u0080", "\ue000",
        "the quick brown fox",
        "a rather long word and another one that goes on", "word ", "x: y", "k=v", "12e03", "0b11", "_",
        "1__2", "E", "e5", "Inf",
    ];

    private static readonly string[] Structure =
    [
        "\n- ", "\n  ", "\nkey: ", "\n  key: ", ": |\n", ": >-\n", "&a ", "*a", "!!int ", "!!str ",
        "!!binary ", "!x ", "\n? ", "\n: ",
        "<<: ", "<<: {a: 1}", "{", "}", "[", "]", ", ", "\"", "'", "\n---\n", "\n...\n", "%YAML 1.1\n",
        "\\x41", "\\n", "\n\n", "\t",
    ];

    private static readonly string[] NumberParts =
    [
        "0", "1", "2", "7", "9", "+", "-", "_", ".", "e", "E", "x", "o", "b", "T", ":", "Z", "~", " ",
    ];

    private static readonly string[] KeyParts = ["a", "B", "é", "0", "1", "9", "10", "-", "_", ".", "/"];

    private static readonly double[] Numbers =
    [
        0, -0.0, 1e6, 123456, 1234567, 1e20, 1e21, 1e-6, 1e-7, 1.5e300, 0.1, 9007199254740993, 1.8446744073709552E19,
        4.9e-324, 1e100, -1e-10, 123456789.125, 100000, 1e5, 5e-5,
    ];

    private readonly Random _random = new(seed);

    public object? Next(int depth = 0) => _random.Next(depth > 4 ? 8 : 14) switch
    {
        < 5 => NextText(),
        5 or 6 => NextNumber(),
        7 => _random.Next(3) switch { 0 => null, 1 => true, _ => false },
        < 11 => Enumerable.Range(0, _random.Next(4)).Select(_ => Next(depth + 1)).ToList(),
        _ => NextMap(depth),
    };

    public string NextText() => _random.Next(5) switch
    {
        0 => Join(Fragments, _random.Next(6)),
        1 => Join(Fragments, _random.Next(3)),
        2 => Join(Fragments, _random.Next(10, 40)),
        3 => Join(NumberParts, _random.Next(1, 9)),
        _ => Join(KeyParts, _random.Next(6)),
    };

    public YamlWriteOptions NextOptions() =>
        _random.Next(2) == 0 ? YamlWriteOptions.Default : YamlWriteOptions.Pretty;

    /// <summary>The text with a few fragments put in, or characters left out; half of the time as it is.</summary>
    public string Damage(string text)
    {
        for (var count = _random.Next(-2, 4); count > 0; count--)
        {
            var start = _random.Next(text.Length + 1);
            var length = _random.Next(3) == 0 ? Math.Min(_random.Next(4), text.Length - start) : 0;
            var source = _random.Next(2) == 0 ? Fragments : Structure;
            var inserted = _random.Next(3) == 0 ? "" : source[_random.Next(source.Length)];
            text = text[..start] + inserted + text[(start + length)..];
        }

        // Halves of pairs are no text that a program can be given.
        return new string([.. text.Where(static unit => !char.IsSurrogate(unit))]);
    }

    private double NextNumber() => _random.Next(5) switch
    {
        0 => _random.Next(-1000, 1000),
        1 => _random.NextInt64(),
        2 => (_random.NextDouble() - 0.5) * Math.Pow(10, _random.Next(-20, 30)),
        3 => _random.NextDouble(),
        _ => Numbers[_random.Next(Numbers.Length)],
    };

    private Dictionary<string, object?> NextMap(int depth)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var count = _random.Next(6); count > 0; count--)
        {
            var key = NextText();
            if (!Contradicts(key, [.. map.Keys]))
            {
                map[key] = Next(depth + 1);
            }
        }

        return map;
    }

    // go-yaml's order goes in circles for some keys (70, 7b, 10), and what it writes then is up to chance.
    private static bool Contradicts(string key, string[] others) =>
        others.Any(left => others.Any(right => IsCircle(key, left, right)));

    private static bool IsCircle(string first, string second, string third) =>
        new[] { YamlDialect.V2, YamlDialect.V3 }.Any(dialect =>
            KeyOrder.IsLess(first, second, dialect) && KeyOrder.IsLess(second, third, dialect)
            && !KeyOrder.IsLess(first, third, dialect));

    private string Join(string[] parts, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => parts[_random.Next(parts.Length)]));
}
