using System.Collections;

namespace Gimlet.Cli.Ship.Builds;

/// <summary>The variables of the process, taken once. A variable that is not set reads as empty text.</summary>
internal sealed class EnvironmentVariables(IReadOnlyDictionary<string, string> variables)
{
    public string this[string name] => variables.GetValueOrDefault(name, "");

    public IReadOnlyDictionary<string, string> All => variables;

    public static EnvironmentVariables OfThisProcess()
    {
        var variables = new Dictionary<string, string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return new EnvironmentVariables(variables);
    }

    public bool Has(string name) => this[name].Length > 0;

    /// <summary>The first of these variables that is not empty, or empty text.</summary>
    public string FirstOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Has(name))
            {
                return this[name];
            }
        }

        return "";
    }

    /// <summary>Every variable whose name starts with one of the prefixes, in the order of their names.</summary>
    public IEnumerable<KeyValuePair<string, string>> StartingWith(IReadOnlyCollection<string> prefixes) =>
        variables
            .Where(variable => prefixes.Any(prefix => variable.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .OrderBy(variable => variable.Key, StringComparer.Ordinal);
}
