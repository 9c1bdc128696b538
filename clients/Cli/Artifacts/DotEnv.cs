using System.Text;
using System.Text.RegularExpressions;

namespace Gimlet.Cli.Artifacts;

/// <summary>Reads dotenv files: <c>NAME=value</c>, <c>export</c>, comments, quotes, <c>${NAME}</c>.</summary>
/// <remarks>
/// Single quotes keep all as it is; double quotes know <c>\n \r \t \" \\ \$</c>; both may span lines. A name that no
/// line above sets stays as it is written.
/// </remarks>
internal sealed partial class DotEnv
{
    private const int MaxBytes = 8 * 1024 * 1024;

    private readonly string _path;
    private readonly string _text;
    private readonly Dictionary<string, string> _known = [];
    private int _at;

    private DotEnv(string path, string text)
    {
        _path = path;
        _text = text;
    }

    /// <summary>The variables in the order of the file.</summary>
    /// <exception cref="CliException">Names the line that is wrong.</exception>
    public static IReadOnlyList<Assignment> Read(string path) =>
        Parse(Encoding.UTF8.GetString(TextFile.ReadBytes(path, MaxBytes)), path);

    public static IReadOnlyList<Assignment> Parse(string text, string path)
    {
        var reader = new DotEnv(path, text.TrimStart('\ufeff').ReplaceLineEndings("\n"));
        var variables = new List<Assignment>();
        while (reader.Next() is { } variable)
        {
            reader._known[variable.Name] = variable.Value;
            variables.Add(variable);
        }

        return variables;
    }

    private Assignment? Next()
    {
        var match = EmptyLines().Match(_text, _at);
        _at += match.Length;
        if (_at == _text.Length)
        {
            return null;
        }

        var name = Name().Match(_text, _at);
        if (!name.Success)
        {
            throw Error("must be NAME=value");
        }

        _at += name.Length;
        return new Assignment(name.Groups["name"].Value, Value());
    }

    private string Value()
    {
        var quote = _at < _text.Length ? _text[_at] : '\n';
        if (quote is not ('"' or '\''))
        {
            var plain = Plain().Match(_text, _at);
            _at += plain.Length;
            return Expand(plain.Groups["value"].Value.TrimEnd());
        }

        var quoted = (quote == '"' ? DoubleQuoted() : SingleQuoted()).Match(_text, _at);
        if (!quoted.Success)
        {
            throw Error($"a quoted value must end with {quote} and nothing but a comment behind it");
        }

        _at += quoted.Length;
        var value = quoted.Groups["value"].Value;
        return quote == '"' ? Expand(value, escapes: true) : value;
    }

    private string Expand(string value, bool escapes = false) => Special().Replace(value, match =>
    {
        if (match.ValueSpan[0] == '$')
        {
            return _known.GetValueOrDefault(match.Groups["name"].Value, match.Value);
        }

        return !escapes ? match.Value : match.ValueSpan[1] switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            '"' or '\\' or '$' => match.Value[1..],
            _ => match.Value,
        };
    });

    private CliException Error(string problem) =>
        new($"{_path}:{_text.AsSpan(0, _at).Count('\n') + 1}: {problem}.");

    [GeneratedRegex(@"\G(?:[ \t]*(?:#[^\n]*)?\n)*(?:[ \t]*(?:#[^\n]*)?\z)?")]
    private static partial Regex EmptyLines();

    [GeneratedRegex(@"\G[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G(?<value>[^\n]*?)(?:(?<=[ \t=:])#[^\n]*)?[ \t]*(?:\n|\z)")]
    private static partial Regex Plain();

    [GeneratedRegex("""\G"(?<value>(?:[^"\\]|\\.)*)"[ \t]*(?:#[^\n]*)?(?:\n|\z)""", RegexOptions.Singleline)]
    private static partial Regex DoubleQuoted();

    [GeneratedRegex(@"\G'(?<value>[^']*)'[ \t]*(?:#[^\n]*)?(?:\n|\z)")]
    private static partial Regex SingleQuoted();

    [GeneratedRegex(@"\\.|\$(?:\{(?<name>\w+)\}|(?<name>\w+))", RegexOptions.Singleline)]
    private static partial Regex Special();
}
