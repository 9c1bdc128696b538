using System.CommandLine;

namespace Gimlet.Cli.Parsing;

/// <summary>Binds each value to its option before the parser looks: the word after an option is its value.</summary>
/// <remarks>
/// CI scripts pass what strangers wrote, commit messages above all. To the parser a message <c>--output=x</c> would be
/// an option; bound as <c>--message=--output=x</c> it is what it is.
/// </remarks>
internal static class OptionValues
{
    public static IEnumerable<string> Bind(IReadOnlyList<string> arguments, Command root)
    {
        var command = root;
        for (var i = 0; i < arguments.Count; i++)
        {
            var word = arguments[i];
            if (command.Subcommands.FirstOrDefault(child => child.Name == word) is { } subcommand)
            {
                command = subcommand;
                yield return word;
            }
            else if (TakesValue(command, word) && i + 1 < arguments.Count)
            {
                foreach (var bound in Join(word, arguments[++i]))
                {
                    yield return bound;
                }
            }
            else if (word.EndsWith('=') && TakesValue(command, word[..^1]))
            {
                foreach (var bound in Join(word[..^1], ""))
                {
                    yield return bound;
                }
            }
            else
            {
                yield return word;
            }
        }
    }

    // Behind = the parser takes nothing for no value at all.
    private static string[] Join(string option, string value) =>
        value.Length > 0 ? [$"{option}={value}"] : [option, value];

    private static bool TakesValue(Command command, string word) => word.StartsWith('-') && command.Options.Any(
        option => option.Arity.MinimumNumberOfValues > 0 && (option.Name == word || option.Aliases.Contains(word)));
}
