namespace Gimlet.Templating;

/// <summary>Typed access to the arguments of a function; the evaluator has already checked their types.</summary>
public static class Arguments
{
    /// <summary>The argument of a parameter of type <see cref="ParameterType.Text"/>.</summary>
    public static string Text(this ReadOnlySpan<object?> arguments, int index) => (string)arguments[index]!;

    /// <summary>The argument of a parameter of an integer type.</summary>
    public static long Int(this ReadOnlySpan<object?> arguments, int index) =>
        Values.GoInteger.TryRead(arguments[index], out var value) ? value : 0;

    /// <summary>The argument of a parameter of type <see cref="ParameterType.Map"/>; null for a nil map.</summary>
    public static IReadOnlyDictionary<string, object?>? Map(this ReadOnlySpan<object?> arguments, int index) =>
        (IReadOnlyDictionary<string, object?>?)arguments[index];

    /// <summary>The argument of a parameter of a list type; empty for a nil list.</summary>
    public static IReadOnlyList<object?> List(this ReadOnlySpan<object?> arguments, int index) =>
        (IReadOnlyList<object?>?)arguments[index] ?? [];
}
