using System.Text;

namespace Gimlet.Manifests.Globs;

/// <summary>One step of a compiled pattern; a step that takes a character goes on with the step after it.</summary>
internal abstract record GlobInstruction
{
    /// <summary>Takes one character that it accepts.</summary>
    public abstract record Take : GlobInstruction
    {
        public abstract bool Accepts(Rune rune);
    }

    public sealed record Literal(Rune Rune) : Take
    {
        public override bool Accepts(Rune rune) => rune == Rune;
    }

    public sealed record Any : Take
    {
        public override bool Accepts(Rune rune) => true;
    }

    public sealed record Set(IReadOnlyList<(Rune From, Rune To)> Ranges, bool Negated) : Take
    {
        public override bool Accepts(Rune rune)
        {
            return Ranges.Any(range => range.From <= rune && rune <= range.To) != Negated;
        }
    }

    /// <summary>Takes any run of characters. One outside all braces is passed by every match.</summary>
    public sealed record Run(bool OutsideBraces) : GlobInstruction;

    /// <summary>Goes on at each of the targets; a jump has one.</summary>
    public sealed record Fork(IReadOnlyList<int> Targets) : GlobInstruction;

    public sealed record Match : GlobInstruction;
}
