using static Gimlet.Templating.ParameterType;

namespace Gimlet.Templating.Sprig;

/// <summary>The changes of case and space in sprig's strings.go, from Go's strings and from goutils.</summary>
internal static class CaseFunctions
{
    public static FunctionMap Map { get; } = new()
    {
        { "lower", [Text], static (_, arguments) => arguments.Text(0).ToLowerInvariant() },
        { "upper", [Text], static (_, arguments) => arguments.Text(0).ToUpperInvariant() },
        { "title", [Text], static (_, arguments) =>
            ChangeFirst(arguments.Text(0), IsSeparator, char.ToUpperInvariant) },
        { "untitle", [Text], static (_, arguments) =>
            ChangeFirst(arguments.Text(0), char.IsWhiteSpace, char.ToLowerInvariant) },
    };

    private static string ChangeFirst(string text, Func<char, bool> separates, Func<char, char> change) =>
        string.Create(text.Length, (text, separates, change), static (result, state) =>
        {
            var isFirst = true;
            for (var i = 0; i < result.Length; i++)
            {
                var unit = state.text[i];
                result[i] = isFirst && !state.separates(unit) ? state.change(unit) : unit;
                isFirst = state.separates(unit);
            }
        });

    // Of Go's strings.Title: in ASCII everything but letters, digits and the underscore, beyond it only space.
    private static bool IsSeparator(char unit) => char.IsAscii(unit)
        ? !char.IsAsciiLetterOrDigit(unit) && unit != '_'
        : char.IsWhiteSpace(unit);
}
