namespace Gimlet.Templating;

/// <summary>
/// A parsed Go template (https://pkg.go.dev/text/template). It never changes after it is parsed and may be executed by
/// any number of threads at the same time. For several templates that invoke each other see <see cref="TemplateSet"/>.
/// </summary>
public sealed class Template
{
    private readonly TemplateSet _set;

    private Template(string name, TemplateSet set)
    {
        Name = name;
        _set = set;
    }

    /// <summary>The name that errors give it.</summary>
    public string Name { get; }

    /// <summary>Parses a template, with the templates that its text defines.</summary>
    /// <param name="name">The name that errors give it.</param>
    /// <param name="text">The text.</param>
    /// <param name="options">Functions, limits and delimiters; defaults when null.</param>
    /// <exception cref="TemplateException">The text is no template.</exception>
    public static Template Parse(string name, string text, TemplateOptions? options = null) =>
        new(name, TemplateSet.Parse([KeyValuePair.Create(name, text)], options));

    /// <summary>Executes the template.</summary>
    /// <param name="data">The value of dot and of <c>$</c>; its types are <see cref="TemplateSet.Execute"/>'s.</param>
    /// <param name="cancellationToken">Ends the execution.</param>
    /// <returns>The output.</returns>
    /// <exception cref="TemplateException">The execution failed or exceeded a limit.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public string Execute(object? data, CancellationToken cancellationToken = default) =>
        _set.Execute(Name, data, cancellationToken);
}
