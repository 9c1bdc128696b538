namespace Gimlet.Templating.Sprig.Regexes;

/// <summary>Of which texts an expression for .NET is true; the simplest that does for a text is used.</summary>
internal enum TextKind
{
    /// <summary>Without surrogates, so that a character is a unit.</summary>
    Units,

    /// <summary>Any text.</summary>
    Pairs,

    /// <summary>
    /// Any text, and <c>\b</c> knows ASCII only, which .NET can say with lookarounds, in its backtracking engine.
    /// </summary>
    Boundaries,
}
