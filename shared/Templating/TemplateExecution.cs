using Gimlet.Templating.Execution;

namespace Gimlet.Templating;

/// <summary>
/// Executions of several templates of a set that share one budget of <see cref="TemplateLimits"/> and the memory for
/// their work. It belongs to one thread and is over with the first error.
/// </summary>
public sealed class TemplateExecution : IDisposable
{
    private readonly Evaluator _evaluator;

    internal TemplateExecution(Evaluator evaluator) => _evaluator = evaluator;

    /// <summary>Executes one template of the set.</summary>
    /// <param name="name">The template's name.</param>
    /// <param name="data">The value of dot and of <c>$</c>; its types are <see cref="TemplateSet.Execute"/>'s.</param>
    /// <returns>The output.</returns>
    /// <exception cref="TemplateException">The execution failed or exceeded a limit.</exception>
    /// <exception cref="OperationCanceledException">The execution was cancelled.</exception>
    public string Execute(string name, object? data) => _evaluator.Run(name, data);

    /// <inheritdoc />
    public void Dispose() => _evaluator.Dispose();
}
