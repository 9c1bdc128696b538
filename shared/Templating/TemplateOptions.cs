namespace Gimlet.Templating;

/// <summary>What a field that a map does not have evaluates to; Go's option <c>missingkey</c>.</summary>
public enum MissingKey
{
    /// <summary>No value, printed as <c>&lt;no value&gt;</c>; a field of it is again no value.</summary>
    Default,

    /// <summary>The zero value of the elements, nil here: printed the same, but a field of it is an error.</summary>
    Zero,

    /// <summary>The error <c>map has no entry for key "X"</c>.</summary>
    Error,
}

/// <summary>How templates are parsed and executed.</summary>
public sealed record TemplateOptions
{
    /// <summary>The options used where none are given.</summary>
    public static TemplateOptions Default { get; } = new();

    /// <summary>The functions beside Go's built-in ones; a function of the same name replaces a built-in one.</summary>
    public FunctionMap Functions { get; init; } = [];

    /// <summary>What a missing map key does.</summary>
    public MissingKey MissingKey { get; init; }

    /// <summary>The limits of parsing and of each execution.</summary>
    public TemplateLimits Limits { get; init; } = TemplateLimits.Default;

    /// <summary>The text that opens an action.</summary>
    public string LeftDelimiter { get; init; } = "{{";

    /// <summary>The text that closes an action.</summary>
    public string RightDelimiter { get; init; } = "}}";

    /// <summary>The clock and the local zone of functions that deal with dates.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
