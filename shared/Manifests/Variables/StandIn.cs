using System.Text;

namespace Gimlet.Manifests.Variables;

/// <summary>
/// A harmless text for a variable's value: whatever could mean something to YAML is replaced by letters, everything
/// else stays, so that templates take the same branches and cut at the same places as with the value itself.
/// </summary>
internal static class StandIn
{
    /// <summary>No escape in quotes, no digit of a number and no boolean begins with it.</summary>
    private const char Harmless = 'q';

    /// <summary>Characters that YAML minds at most where a scalar begins.</summary>
    private const string HarmlessInside = "-.+=~$^();@%";

    public static string For(string value)
    {
        var standIn = new StringBuilder(value.Length);
        for (var index = 0; index < value.Length; index++)
        {
            if (IsHarmless(value, index))
            {
                standIn.Append(value[index]);
            }
            else
            {
                // As many bytes as before, because templates cut text by bytes.
                standIn.Append(Harmless, Encoding.UTF8.GetByteCount(value.AsSpan(index, 1)));
            }
        }

        return standIn.ToString();
    }

    private static bool IsHarmless(string value, int index)
    {
        var character = value[index];
        if (char.IsAscii(character))
        {
            return IsWord(character)
                || (index > 0 && HarmlessInside.Contains(character, StringComparison.Ordinal))
                || (character is ':' or '#' && IsWordAt(value, index - 1) && IsWordAt(value, index + 1));
        }

        // Line breaks and the byte order mark; YAML 1.1 has more line breaks than YAML 1.2.
        return !char.IsControl(character) && character is not ('\u2028' or '\u2029' or '\ufeff');
    }

    private static bool IsWord(char character)
    {
        return char.IsAsciiLetterOrDigit(character) || character is '_' or '/';
    }

    private static bool IsWordAt(string value, int index)
    {
        return index >= 0 && index < value.Length && IsWord(value[index]);
    }
}
