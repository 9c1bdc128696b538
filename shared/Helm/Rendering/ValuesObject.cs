using Gimlet.GoYaml;
using Gimlet.Helm.Values;
using Gimlet.Templating;
using Gimlet.Templating.Values;

namespace Gimlet.Helm.Rendering;

/// <summary>A chart's values, <c>.Values</c>: a map that has methods, which hide keys of the same name.</summary>
internal sealed class ValuesObject(Dictionary<string, object?> values)
    : Dictionary<string, object?>(values, StringComparer.Ordinal), IGoObject
{
    public string TypeName => "common.Values";

    public bool TryGetMember(string name, out object? member)
    {
        member = name switch
        {
            "AsMap" => new TemplateFunction(name, [], null, (_, _) => this),
            "YAML" => new TemplateFunction(name, [], null, (_, _) => YamlWriter.Write(this)),
            "Table" => new TemplateFunction(
                name, [ParameterType.Text], null, (_, arguments) => FindTable(arguments.Text(0))),
            "PathValue" => new TemplateFunction(
                name, [ParameterType.Text], null, (_, arguments) => FindValue(arguments.Text(0))),
            _ => null,
        };
        return member is not null;
    }

    private Dictionary<string, object?> FindTable(string path)
    {
        Dictionary<string, object?> table = this;
        foreach (var key in path.Split('.'))
        {
            table = table.GetValueOrDefault(key) as Dictionary<string, object?>
                ?? throw new FunctionException($"{GoString.Quote(key)} is not a table");
        }

        return table;
    }

    private object? FindValue(string path) =>
        ValueTables.TryFindValue(this, path, out var value)
        ? value
        : throw new FunctionException($"{GoString.Quote(path[(path.LastIndexOf('.') + 1)..])} is not a value");
}
