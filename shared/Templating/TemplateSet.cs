using Gimlet.Templating.Execution;
using Gimlet.Templating.Syntax;

namespace Gimlet.Templating;

/// <summary>
/// Templates that can invoke each other by name, as the associated templates of Go's text/template. A set never
/// changes after it is parsed and may be executed by any number of threads at the same time.
/// </summary>
public sealed class TemplateSet
{
    private readonly Dictionary<string, TemplateBody> _bodies;
    private readonly TemplateSet? _below;

    private TemplateSet(Dictionary<string, TemplateBody> bodies, TemplateSet? below, TemplateOptions options)
    {
        _bodies = bodies;
        _below = below;
        Options = options;
    }

    /// <summary>The names of all templates, defined ones included, in no order.</summary>
    public IEnumerable<string> Names =>
        _below is null ? _bodies.Keys : _bodies.Keys.Concat(_below.Names).Distinct(StringComparer.Ordinal);

    internal TemplateOptions Options { get; }

    /// <summary>
    /// Parses texts, in their order, into one set. A later definition of a name replaces an earlier one unless it is
    /// empty; two definitions in one text are an error, as in Go.
    /// </summary>
    /// <param name="texts">Names and texts.</param>
    /// <param name="options">Functions, limits and delimiters; defaults when null.</param>
    /// <exception cref="TemplateException">A text is no template.</exception>
    public static TemplateSet Parse(IEnumerable<KeyValuePair<string, string>> texts, TemplateOptions? options = null)
    {
        var set = new TemplateSet(new(StringComparer.Ordinal), null, options ?? TemplateOptions.Default);
        foreach (var (name, text) in texts)
        {
            set.Add(name, text);
        }

        return set;
    }

    /// <summary>Returns a set that has the templates of this one and, in front of them, those of a text.</summary>
    /// <exception cref="TemplateException">The text is no template.</exception>
    public TemplateSet With(string name, string text) => WithMain(name, text).Templates;

    /// <summary>Whether there is a template of this name.</summary>
    public bool Contains(string name) => Find(name) is not null;

    /// <summary>Executes one template of the set.</summary>
    /// <param name="name">The template's name.</param>
    /// <param name="data">
    /// The value of dot and of <c>$</c>: null, <see cref="bool"/>, <see cref="string"/>, <see cref="double"/> (Go's
    /// float64), <see cref="long"/> (int64), <see cref="nint"/> or <see cref="int"/> (int), the other primitive
    /// numbers, <see cref="IReadOnlyList{T}"/> and string-keyed <see cref="IReadOnlyDictionary{TKey, TValue}"/> of
    /// these, and <see cref="TemplateFunction"/> as method. It must not change while the template is executed, other
    /// than by functions that the template calls.
    /// </param>
    /// <param name="cancellationToken">Ends the execution.</param>
    /// <returns>The output.</returns>
    /// <exception cref="TemplateException">The execution failed or exceeded a limit.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public string Execute(string name, object? data, CancellationToken cancellationToken = default)
    {
        using var execution = Begin(cancellationToken: cancellationToken);
        return execution.Execute(name, data);
    }

    /// <summary>Begins to execute several templates of the set under limits that they share.</summary>
    /// <param name="limits">The limits; those of the set's options when null.</param>
    /// <param name="cancellationToken">Ends the executions.</param>
    public TemplateExecution Begin(TemplateLimits? limits = null, CancellationToken cancellationToken = default) =>
        new(new Evaluator(this, limits ?? Options.Limits, cancellationToken));

    /// <summary>The set with a text in front, and the text itself, which is no template of the set if empty.</summary>
    internal (TemplateSet Templates, TemplateBody Main) WithMain(string name, string text)
    {
        var set = new TemplateSet(new(StringComparer.Ordinal), this, Options);
        return (set, set.Add(name, text));
    }

    internal TemplateBody? Find(string name)
    {
        for (var set = this; set is not null; set = set._below)
        {
            if (set._bodies.TryGetValue(name, out var body))
            {
                return body;
            }
        }

        return null;
    }

    private TemplateBody Add(string name, string text)
    {
        var main = default(TemplateBody);
        foreach (var body in new Parser(name, text, Options).Parse())
        {
            if (body.Name == name)
            {
                main = body;
            }

            if (!body.IsEmpty || Find(body.Name) is null)
            {
                _bodies[body.Name] = body;
            }
        }

        return main!;
    }
}
