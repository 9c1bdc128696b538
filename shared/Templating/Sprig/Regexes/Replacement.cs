using System.Text;
using System.Text.RegularExpressions;

namespace Gimlet.Templating.Sprig.Regexes;

/// <summary>
/// Go's Regexp.Expand: <c>$name</c> takes the longest name, <c>${name}</c> is explicit, <c>$$</c> is a dollar, and
/// groups that are not there are empty.
/// </summary>
internal static class Replacement
{
    public static void Append(StringBuilder result, string replacement, GoRegex regex, Match match)
    {
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '$')
            {
                result.Append(replacement[i]);
                continue;
            }

            if (IsAt(replacement, i + 1, '$'))
            {
                result.Append('$');
                i++;
                continue;
            }

            var isBraced = IsAt(replacement, i + 1, '{');
            var start = isBraced ? i + 2 : i + 1;
            var end = start;
            while (end < replacement.Length && (char.IsLetterOrDigit(replacement[end]) || replacement[end] == '_'))
            {
                end++;
            }

            var isName = end > start && (!isBraced || IsAt(replacement, end, '}'));
            if (!isName)
            {
                result.Append('$');
                continue;
            }

            result.Append(regex.GroupOf(match, replacement[start..end]));
            i = isBraced ? end : end - 1;
        }
    }

    private static bool IsAt(string text, int position, char expected) =>
        position < text.Length && text[position] == expected;
}
