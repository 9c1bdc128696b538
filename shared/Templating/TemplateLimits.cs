namespace Gimlet.Templating;

/// <summary>What a template may use up, so that a hostile one ends in an error and nothing else.</summary>
public sealed record TemplateLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static TemplateLimits Default { get; } = new();

    /// <summary>The deepest chain of templates that invoke templates, <c>include</c> and its like included.</summary>
    public int MaxDepth { get; init; } = 1000;

    /// <summary>The deepest nesting of blocks and parentheses in one template, counted by the parser.</summary>
    public int MaxNesting { get; init; } = 1000;

    /// <summary>The length in UTF-16 code units of one output and of any one string that a function makes.</summary>
    public int MaxOutputLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// The sum, in UTF-16 code units and list items, of everything that one execution writes or makes by functions.
    /// It bounds memory where <see cref="MaxOutputLength"/> bounds only each piece.
    /// </summary>
    public long MaxTotalLength { get; init; } = 256L * 1024 * 1024;
}
