using System.Text;

namespace Gimlet.Manifests.Globs;

internal enum GlobOperation
{
    /// <summary>Takes the character <see cref="GlobInstruction.Rune"/>.</summary>
    Literal,

    /// <summary>Takes any one character.</summary>
    Any,

    /// <summary>Takes one character of <see cref="GlobInstruction.Set"/>.</summary>
    Set,

    /// <summary>Takes any run of characters.</summary>
    Run,

    /// <summary>As <see cref="Run"/>, but outside all braces, so that every match passes it.</summary>
    OuterRun,

    /// <summary>Takes nothing and goes on at each of the targets; a jump has one.</summary>
    Fork,

    /// <summary>The pattern has matched.</summary>
    Match,
}

/// <summary>One step of a compiled pattern; a step that takes a character goes on with the step after it.</summary>
internal readonly record struct GlobInstruction(
    GlobOperation Operation,
    Rune Rune = default,
    GlobSet? Set = null,
    int[]? Targets = null)
{
    public bool Accepts(Rune rune)
    {
        return Operation switch
        {
            GlobOperation.Literal => rune == Rune,
            GlobOperation.Any => true,
            GlobOperation.Set => Set!.Contains(rune),
            _ => false,
        };
    }
}

/// <summary>The characters between brackets.</summary>
internal sealed record GlobSet(IReadOnlyList<(Rune From, Rune To)> Ranges, bool Negated)
{
    public bool Contains(Rune rune)
    {
        return Ranges.Any(range => range.From <= rune && rune <= range.To) != Negated;
    }
}
