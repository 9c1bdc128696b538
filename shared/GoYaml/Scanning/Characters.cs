namespace Gimlet.GoYaml.Scanning;

/// <summary>The classes of characters of YAML 1.1.</summary>
internal static class Characters
{
    /// <summary>Stands for the end of the text, in which it cannot occur.</summary>
    public const char End = '\0';

    public static bool IsBreak(char unit) => unit is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    public static bool IsBreakOrEnd(char unit) => IsBreak(unit) || unit == End;

    public static bool IsBlank(char unit) => unit is ' ' or '\t';

    public static bool IsBlankOrEnd(char unit) => IsBlank(unit) || IsBreakOrEnd(unit);

    public static bool IsWord(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-';

    /// <summary>Whether a text may hold it, escaped or not: everything but control characters.</summary>
    public static bool IsReadable(char unit) =>
        unit is '\t' or '\n' or '\r' or '\u0085' or (>= ' ' and <= '~') or (>= '\u00A0' and <= '\uFFFD');

    /// <summary>Whether it may be written as it is.</summary>
    public static bool IsPrintable(char unit) => unit is '\n' or (>= ' ' and <= '~')
        || (unit is >= '\u00A0' and <= '\uFFFD' and not '\uFEFF' && !char.IsSurrogate(unit));
}
