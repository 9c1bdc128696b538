using System.Globalization;
using System.Text;

namespace Gimlet.Helm.Charts;

/// <summary>Texts of Chart.yaml as helm cleans them: space becomes blanks, what cannot be printed goes.</summary>
internal static class PrintableText
{
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                clean.Append(' ');
            }
            else if (IsPrintable(rune))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    public static IReadOnlyList<string> Of(IReadOnlyList<string> texts) => [.. texts.Select(Of)];

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
