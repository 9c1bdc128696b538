using System.Globalization;
using System.Text;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>
/// The last paragraph of our commit messages: what is needed to tell which result a commit is of, and to rebuild the
/// tables from the repository alone.
/// </summary>
internal static class Trailers
{
    private const string Prefix = "Gimlet-";

    /// <summary>The paragraph for a commit; its hash is not needed and may be empty.</summary>
    public static string Write(CommitRecord commit)
    {
        var text = new StringBuilder();
        Add(text, "Kind", commit.Kind);
        Add(text, "Env", commit.Env);
        Add(text, "App", commit.App);
        Add(text, "Artifact", commit.ArtifactId);
        Add(text, "Request", commit.RequestId);
        Add(text, "Result", commit.ResultId);
        Add(text, "Sequence", commit.Sequence.ToString(CultureInfo.InvariantCulture));
        Add(text, "Triggered-By", commit.TriggeredBy);
        Add(text, "Restores", commit.Restores);
        foreach (var sha in commit.Reverts)
        {
            Add(text, "Reverts", sha);
        }

        return text.ToString();
    }

    /// <summary>Reads a commit back; null when its message is not one of ours.</summary>
    public static CommitRecord? Read(string message, string sha, long created, Func<string, string, string> pathOf)
    {
        var paragraph = message.TrimEnd().Split("\n\n")[^1];
        var trailers = paragraph.Split('\n')
            .Where(line => line.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(line => line[Prefix.Length..].Split(": ", 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
        string Value(string name) => trailers[name].LastOrDefault() ?? "";
        if (Value("Result").Length == 0 || Value("Env").Length == 0 || Value("App").Length == 0
            || Value("Kind") is not (ReleaseWrite.Name or RollbackWrite.Name or DeleteWrite.Name)
            || !long.TryParse(Value("Sequence"), CultureInfo.InvariantCulture, out var sequence))
        {
            return null;
        }

        return new CommitRecord
        {
            Sha = sha,
            ResultId = Value("Result"),
            RequestId = Value("Request"),
            Kind = Value("Kind"),
            Env = Value("Env"),
            App = Value("App"),
            Path = pathOf(Value("Env"), Value("App")),
            Sequence = sequence,
            ArtifactId = Value("Artifact"),
            TriggeredBy = Value("Triggered-By"),
            Release = "",
            Created = created,
            Reverts = [.. trailers["Reverts"]],
            Restores = Value("Restores"),
        };
    }

    /// <summary>One line: a value that spans several could otherwise add trailers of its own.</summary>
    public static string Fold(string value) =>
        string.Join(' ', value.Split((char[])['\r', '\n', '\u0085', '\u2028', '\u2029', '\v', '\f'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static void Add(StringBuilder text, string name, string value)
    {
        if (value.Length > 0)
        {
            text.Append(Prefix).Append(name).Append(": ").Append(Fold(value)).Append('\n');
        }
    }
}
