using System.Collections.Concurrent;
using System.Globalization;

namespace Gimlet.Templating.Sprig.Regexes;

/// <summary>
/// What <c>\p{name}</c> may name: general categories, of .NET's Unicode version, and scripts, of Unicode 15.0 as in Go.
/// As Go does since 1.25, names are compared without case, spaces, hyphens and underscores.
/// </summary>
internal static class UnicodeClass
{
    // In the order of UnicodeCategory.
    private static readonly (string Short, string[] Long)[] Categories =
    [
        ("lu", ["uppercaseletter"]), ("ll", ["lowercaseletter"]), ("lt", ["titlecaseletter"]),
        ("lm", ["modifierletter"]), ("lo", ["otherletter"]), ("mn", ["nonspacingmark"]), ("mc", ["spacingmark"]),
        ("me", ["enclosingmark"]), ("nd", ["decimalnumber", "digit"]), ("nl", ["letternumber"]),
        ("no", ["othernumber"]), ("zs", ["spaceseparator"]), ("zl", ["lineseparator"]),
        ("zp", ["paragraphseparator"]), ("cc", ["control", "cntrl"]), ("cf", ["format"]), ("cs", ["surrogate"]),
        ("co", ["privateuse"]), ("pc", ["connectorpunctuation"]), ("pd", ["dashpunctuation"]),
        ("ps", ["openpunctuation"]), ("pe", ["closepunctuation"]), ("pi", ["initialpunctuation"]),
        ("pf", ["finalpunctuation"]), ("po", ["otherpunctuation"]), ("sm", ["mathsymbol"]),
        ("sc", ["currencysymbol"]), ("sk", ["modifiersymbol"]), ("so", ["othersymbol"]), ("cn", ["unassigned"]),
    ];

    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["other"] = "c",
        ["letter"] = "l",
        ["mark"] = "m",
        ["combiningmark"] = "m",
        ["number"] = "n",
        ["punctuation"] = "p",
        ["punct"] = "p",
        ["symbol"] = "s",
        ["separator"] = "z",
    };

    private static readonly Lazy<CodePointSet[]> Members = new(ReadCategories);
    private static readonly ConcurrentDictionary<string, CodePointSet?> Known = new(StringComparer.Ordinal);

    /// <summary>The code points of a name; null when there is none of that name.</summary>
    public static CodePointSet? Find(string name)
    {
        var key = string.Concat(name.Where(static unit => unit is not (' ' or '_' or '-'))).ToLowerInvariant();
        return Known.TryGetValue(key, out var known) ? known : FindNew(key);
    }

    private static CodePointSet? FindNew(string key)
    {
        var found = FindCategories(key) ?? ScriptTable.Find(key);

        // Names that are none come from hostile patterns, and are not kept.
        return found is null ? null : Known.GetOrAdd(key, found);
    }

    private static CodePointSet? FindCategories(string key) => key switch
    {
        "any" => CodePointSet.All,
        "ascii" => new CodePointSet((0, 0x7F)),
        "assigned" => Union("cn").Complement(),
        "lc" or "casedletter" => Union("lu", "ll", "lt"),
        _ => Array.FindIndex(Categories, category => category.Short == key || category.Long.Contains(key)) switch
        {
            >= 0 and var index => Members.Value[index],
            _ => Groups.GetValueOrDefault(key, key) is { Length: 1 } group ? FindGroup(group[0]) : null,
        },
    };

    private static CodePointSet? FindGroup(char letter)
    {
        var names = Categories.Select(static category => category.Short).Where(name => name[0] == letter).ToArray();
        return names.Length == 0 ? null : Union(names);
    }

    private static CodePointSet Union(params string[] names) => new(names.SelectMany(static name =>
        Members.Value[Array.FindIndex(Categories, category => category.Short == name)].Ranges));

    private static CodePointSet[] ReadCategories()
    {
        var ranges = Categories.Select(static _ => new List<(int, int)>()).ToArray();
        var start = 0;
        for (var codePoint = 1; codePoint <= CodePointSet.Last + 1; codePoint++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(start);
            if (codePoint > CodePointSet.Last || CharUnicodeInfo.GetUnicodeCategory(codePoint) != category)
            {
                ranges[(int)category].Add((start, codePoint - 1));
                start = codePoint;
            }
        }

        return [.. ranges.Select(static list => new CodePointSet(list))];
    }
}
