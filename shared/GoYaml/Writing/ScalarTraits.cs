using static Gimlet.GoYaml.Scanning.Characters;

namespace Gimlet.GoYaml.Writing;

/// <summary>What the characters of a scalar allow, as libyaml's emitter analyses it.</summary>
internal readonly record struct ScalarTraits
{
    /// <summary>Whether it has line breaks.</summary>
    public bool IsMultiline { get; private init; }

    /// <summary>Whether it can stand without quotes in a block.</summary>
    public bool MayBePlain { get; private init; }

    public bool MayBeSingleQuoted { get; private init; }

    /// <summary>Whether it can stand line by line behind an indicator.</summary>
    public bool MayBeBlock { get; private init; }

    public static ScalarTraits Of(string text, YamlDialect dialect)
    {
        if (text.Length == 0)
        {
            return new ScalarTraits { MayBePlain = true, MayBeSingleQuoted = true };
        }

        var hasIndicators = text.StartsWith("---", StringComparison.Ordinal)
            || text.StartsWith("...", StringComparison.Ordinal);
        var (hasBreaks, isSpecial, hasTabs, breakSpace, spaceBreak) = (false, false, false, false, false);
        var before = ' ';
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text[i];
            hasIndicators |= IsIndicator(text, i, before);
            if (unit == '\t' && dialect == YamlDialect.V3)
            {
                hasTabs = true;
            }
            else if (!IsPrintable(unit))
            {
                isSpecial = true;
            }

            if (i > 0)
            {
                breakSpace |= unit == ' ' && IsBreak(before);
                spaceBreak |= IsBreak(unit) && before == ' ';
            }

            hasBreaks |= IsBreak(unit);
            before = unit;
        }

        var isTrailingSpace = text[^1] == ' ';
        var isEdgeSpace = text[0] == ' ' || isTrailingSpace;
        var isUnquotable = spaceBreak || isSpecial;
        return new ScalarTraits
        {
            IsMultiline = hasBreaks,
            MayBePlain = !(isEdgeSpace || hasBreaks || isUnquotable || hasTabs || hasIndicators),
            MayBeSingleQuoted = !(breakSpace || isUnquotable || hasTabs),
            MayBeBlock = !(isTrailingSpace || isUnquotable),
        };
    }

    private static bool IsIndicator(string text, int index, char before)
    {
        var isBeforeSpace = index + 1 == text.Length || IsBlank(text[index + 1]);
        return text[index] switch
        {
            '#' => IsBlankOrEnd(before),
            ':' => isBeforeSpace,
            '?' or '-' => index == 0 && isBeforeSpace,
            ',' or '[' or ']' or '{' or '}' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' =>
                index == 0,
            _ => false,
        };
    }
}
