using Gimlet.Templating.Execution;

namespace Gimlet.Templating;

/// <summary>
/// What a function sees of the execution that calls it. It is valid until the function returns and belongs to the
/// thread of the execution.
/// </summary>
public sealed class CallContext
{
    private readonly Evaluator _evaluator;

    internal CallContext(Evaluator evaluator) => _evaluator = evaluator;

    /// <summary>Cancelled when the execution is to end; functions that loop check it.</summary>
    public CancellationToken CancellationToken => _evaluator.CancellationToken;

    /// <summary>The templates that are executed, those of enclosing <see cref="ExecuteText"/> calls included.</summary>
    public TemplateSet Templates => _evaluator.Templates;

    /// <summary>
    /// Executes a template of the set within the running execution: the same limits, depth and cancellation.
    /// </summary>
    /// <returns>What the template wrote.</returns>
    public string Execute(string templateName, object? data) => _evaluator.Invoke(templateName, data);

    /// <summary>
    /// Parses a text and executes it within the running execution. Templates that the text defines are known to it
    /// and to what it invokes, not to the caller.
    /// </summary>
    /// <returns>What the text wrote.</returns>
    public string ExecuteText(string name, string text, object? data) => _evaluator.InvokeText(name, text, data);

    /// <summary>
    /// To be called before a string of <paramref name="length"/> UTF-16 code units, or a list of as many items, is
    /// made, where the length is more than a small multiple of the lengths of the arguments.
    /// </summary>
    /// <exception cref="TemplateException">That would exceed the limits.</exception>
    public void Reserve(long length) => _evaluator.Reserve(length);

    /// <summary>Counts what a function makes, or work that is worth as much, against the execution's total.</summary>
    internal void Count(long length) => _evaluator.Count(length);

    internal TextBuffer RentBuffer() => _evaluator.RentBuffer();

    internal void ReturnBuffer(TextBuffer buffer) => _evaluator.ReturnBuffer(buffer);
}
