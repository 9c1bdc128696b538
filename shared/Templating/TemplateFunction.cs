namespace Gimlet.Templating;

/// <summary>The body of a template function.</summary>
/// <param name="context">The execution that calls: its limits, its cancellation, its other templates.</param>
/// <param name="arguments">The arguments, of the declared types; valid until the body returns.</param>
/// <returns>A value of a kind that templates know; null is Go's nil.</returns>
/// <exception cref="FunctionException">The function's error.</exception>
public delegate object? TemplateFunctionBody(CallContext context, ReadOnlySpan<object?> arguments);

/// <summary>
/// The type of a function's parameter. Arguments are checked against it with Go's rules and Go's error wording before
/// the body runs.
/// </summary>
public enum ParameterType
{
    /// <summary>Go's <c>interface {}</c>: everything, nil included.</summary>
    Any,

    /// <summary>Go's <c>string</c>, a <see cref="string"/>.</summary>
    Text,

    /// <summary>Go's <c>int</c>, a <see cref="nint"/> or <see cref="int"/>: <see cref="Arguments.Int"/>.</summary>
    Int,

    /// <summary>Go's <c>int64</c>, a <see cref="long"/>; read by <see cref="Arguments.Int"/>.</summary>
    Long,

    /// <summary>Go's <c>float64</c>, a <see cref="double"/>.</summary>
    Float,

    /// <summary>Go's <c>bool</c>, a <see cref="bool"/>.</summary>
    Bool,

    /// <summary>Go's <c>map[string]interface {}</c>; null is the empty map.</summary>
    Map,

    /// <summary>Go's <c>[]interface {}</c>; null is the empty list.</summary>
    List,

    /// <summary>Go's <c>[]string</c>; null is the empty list.</summary>
    Texts,
}

/// <summary>
/// A function that templates can call. As a value in the data it is a method: <c>.Files.Get "x"</c> calls the
/// function that is the entry <c>Get</c> of <c>.Files</c>.
/// </summary>
public sealed class TemplateFunction
{
    private readonly ParameterType[] _parameters;
    private readonly ParameterType? _rest;

    /// <summary>Creates a function.</summary>
    /// <param name="name">The name that templates call it by.</param>
    /// <param name="parameters">The types of the fixed parameters.</param>
    /// <param name="rest">The type of any further arguments; null when there may be none.</param>
    /// <param name="body">What it does.</param>
    public TemplateFunction(
        string name, ReadOnlySpan<ParameterType> parameters, ParameterType? rest, TemplateFunctionBody body)
    {
        Name = name;
        Body = body;
        _parameters = parameters.ToArray();
        _rest = rest;
    }

    /// <summary>The name that templates call it by.</summary>
    public string Name { get; }

    /// <summary>What it does.</summary>
    public TemplateFunctionBody Body { get; }

    /// <summary>The same function by another name.</summary>
    internal TemplateFunction Named(string name) => new(name, _parameters, _rest, Body);

    internal int FixedCount => _parameters.Length;

    internal bool IsVariadic => _rest is not null;

    /// <summary>Set for Go's <c>and</c> and <c>or</c> alone, which stop at the first argument of this truth.</summary>
    internal bool? StopsAt { get; init; }

    internal ParameterType TypeOf(int argument) =>
        argument < _parameters.Length ? _parameters[argument] : _rest.GetValueOrDefault();
}
