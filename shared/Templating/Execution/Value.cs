namespace Gimlet.Templating.Execution;

/// <summary>
/// A value with what Go's reflect package knows beside it: whether it is in an interface (an element of a map or a
/// list), and whether there is any. A nil in an interface and no value at all print alike, but a field of the first is
/// an error.
/// </summary>
internal readonly record struct Value
{
    private enum State : byte
    {
        None,
        Concrete,
        InInterface,
        Absent,
    }

    private readonly State _state;

    private Value(object? content, State state)
    {
        Content = content;
        _state = state;
    }

    /// <summary>Go's zero reflect.Value: no value.</summary>
    public static Value None => default;

    /// <summary>Not even no value: a command that is not fed one, a variable that is not yet declared.</summary>
    public static Value Absent => new(null, State.Absent);

    public object? Content { get; }

    public bool IsNone => _state == State.None;

    public bool IsAbsent => _state == State.Absent;

    public bool IsNilInterface => _state == State.InInterface && Content is null;

    /// <summary>The static type that errors name.</summary>
    public string TypeName => _state == State.InInterface ? "interface {}" : Values.GoValue.TypeName(Content);

    /// <summary>The value without an interface around it.</summary>
    public Value Unwrapped => Of(Content);

    public static Value Of(object? content) => content is null ? None : new(content, State.Concrete);

    public static Value OfElement(object? content) => new(content, State.InInterface);
}
