namespace Gimlet.Cli.Artifacts;

/// <summary>Puts variables together again that a CI script let its shell split at spaces.</summary>
/// <remarks>
/// The scripts of the original's integrations turn <c>printenv</c> into <c>--var NAME=value</c> and leave out the
/// quotes around it, so that <c>GITHUB_WORKFLOW=Build and test</c> arrives as three words; one of them quotes for a
/// shell that no longer looks. Words that no option of this command takes belong to the variable before them.
/// </remarks>
internal static class SplitVariables
{
    private const string Variable = "--var";
    private static readonly string[] FileOptions = ["--file", "-f"];
    private static readonly string[] Others = ["--field", "--envFile", "--varsFile"];

    public static IReadOnlyList<string> Rejoin(IReadOnlyList<string> arguments)
    {
        if (arguments is not ["artifact", "add", ..])
        {
            return arguments;
        }

        var joined = new List<string> { "artifact", "add" };
        for (var i = joined.Count; i < arguments.Count; i++)
        {
            var option = arguments[i];
            joined.Add(option);
            if (i + 1 < arguments.Count && (option == Variable || IsOther(option)))
            {
                var value = arguments[++i];
                for (var split = false; option == Variable && i + 1 < arguments.Count; split = true)
                {
                    if (!Continues(arguments[i + 1], split, joined))
                    {
                        break;
                    }

                    value = $"{value} {arguments[++i]}";
                }

                joined.Add(option == Variable ? Unquoted(value) : value);
            }
        }

        return joined;
    }

    // A word with a dash directly behind a complete variable is a mistyped option, and worth an error.
    private static bool Continues(string word, bool split, List<string> before)
    {
        var name = word.Split('=')[0];
        var isOption = name == Variable || Others.Contains(name)
            || (FileOptions.Contains(name) && !before.Exists(FileOptions.Contains));
        return !isOption && (split || !word.StartsWith('-'));
    }

    private static bool IsOther(string option) => FileOptions.Contains(option) || Others.Contains(option);

    private static string Unquoted(string value) =>
        value.Length > 1 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
}
