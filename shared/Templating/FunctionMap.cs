using System.Collections;

namespace Gimlet.Templating;

/// <summary>
/// Functions by name. Fill it before the first template is parsed with it: templates bind their functions when they
/// are parsed, and a map that is read by several threads must not be changed.
/// </summary>
public sealed class FunctionMap : IEnumerable<TemplateFunction>
{
    private readonly Dictionary<string, TemplateFunction> _functions = new(StringComparer.Ordinal);

    /// <summary>Adds a function, or replaces the one of the same name.</summary>
    public void Add(TemplateFunction function) => _functions[function.Name] = function;

    /// <summary>Adds a function that takes any arguments.</summary>
    public void Add(string name, TemplateFunctionBody body) =>
        Add(new TemplateFunction(name, [], ParameterType.Any, body));

    /// <summary>Adds a function with a fixed number of parameters.</summary>
    public void Add(string name, ReadOnlySpan<ParameterType> parameters, TemplateFunctionBody body) =>
        Add(new TemplateFunction(name, parameters, null, body));

    /// <summary>Adds a function whose further arguments all have the type <paramref name="rest"/>.</summary>
    public void Add(
        string name, ReadOnlySpan<ParameterType> parameters, ParameterType rest, TemplateFunctionBody body) =>
        Add(new TemplateFunction(name, parameters, rest, body));

    /// <summary>Returns a new map with the functions of both; those of <paramref name="other"/> win.</summary>
    public FunctionMap With(FunctionMap other)
    {
        var union = new FunctionMap();
        foreach (var function in _functions.Values.Concat(other._functions.Values))
        {
            union.Add(function);
        }

        return union;
    }

    /// <summary>Returns a new map without the functions of these names.</summary>
    public FunctionMap Without(params IEnumerable<string> names)
    {
        var rest = With([]);
        foreach (var name in names)
        {
            rest._functions.Remove(name);
        }

        return rest;
    }

    /// <summary>Finds a function by its name.</summary>
    public TemplateFunction? Find(string name) => _functions.GetValueOrDefault(name);

    /// <inheritdoc />
    public IEnumerator<TemplateFunction> GetEnumerator() => _functions.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
