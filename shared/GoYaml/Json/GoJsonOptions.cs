namespace Gimlet.GoYaml.Json;

/// <summary>How JSON is written.</summary>
public sealed record GoJsonOptions
{
    /// <summary>The options used where none are given: those of Go's <c>json.Marshal</c>.</summary>
    public static GoJsonOptions Default { get; } = new();

    /// <summary>What each level is indented by; empty for all on one line.</summary>
    public string Indent { get; init; } = "";

    /// <summary>Whether <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> are escaped.</summary>
    public bool EscapeHtml { get; init; } = true;

    /// <summary>The deepest nesting of maps and lists; a value that contains itself exceeds any.</summary>
    public int MaxDepth { get; init; } = 1000;

    /// <summary>The greatest length of the text in UTF-16 code units, about.</summary>
    public int MaxLength { get; init; } = 16 * 1024 * 1024;
}
