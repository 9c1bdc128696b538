using Gimlet.Manifests.Reading;

namespace Gimlet.Manifests.Variables;

/// <summary>Resolves the strings of one manifest with one set of variables.</summary>
internal sealed class VariableResolver(IReadOnlyDictionary<string, string> variables, Deadline deadline)
{
    // Templates know values as objects.
    private readonly Dictionary<string, object?> _values = variables.ToDictionary(
        variable => variable.Key,
        variable => (object?)variable.Value);

    /// <summary>The variables with those values made harmless that could mean something to YAML.</summary>
    private readonly Lazy<Dictionary<string, object?>> _harmless = new(() => variables.ToDictionary(
        variable => variable.Key,
        variable => (object?)StandIn.For(variable.Value)));

    public string Resolve(string text, FieldPath path)
    {
        return VariableTemplate.IsTemplate(text) ? new VariableTemplate(text, path).Execute(_values, deadline) : text;
    }

    /// <summary>
    /// Resolves text that will be read as YAML, and makes sure that no value changes the structure around it: the
    /// result must be what it would be with harmless values, apart from the text of scalars.
    /// </summary>
    /// <remarks>
    /// Each value is tried by itself too, because two values that break the structure can mend it together, one
    /// opening a quote that the other closes.
    /// </remarks>
    public string ResolveYaml(string text, FieldPath path)
    {
        if (!VariableTemplate.IsTemplate(text))
        {
            return text;
        }

        var template = new VariableTemplate(text, path);
        var resolved = template.Execute(_values, deadline);
        var suspects = variables.Keys
            .Where(name => text.Contains(name, StringComparison.Ordinal))
            .Where(name => !Equals(_harmless.Value[name], variables[name]))
            .ToList();
        var harmless = ExecuteHarmless(template, path, suspects);
        if (harmless == resolved)
        {
            return resolved;
        }

        var expected = YamlStructure.Of(harmless);
        var culprits = suspects
            .Where(name => YamlStructure.Of(template.Execute(HarmlessBut(name), deadline)) != expected)
            .ToList();
        if (culprits.Count > 0 || YamlStructure.Of(resolved) != expected)
        {
            throw path.Error(
                $"the value of {Names(culprits.Count > 0 ? culprits : suspects)} changes the structure of the YAML "
                + "around it; let the template quote it");
        }

        return resolved;
    }

    private string ExecuteHarmless(VariableTemplate template, FieldPath path, List<string> suspects)
    {
        try
        {
            return template.Execute(_harmless.Value, deadline);
        }
        catch (ManifestException e)
        {
            throw path.Error(
                $"it cannot be made sure that the value of {Names(suspects)} keeps the structure of the YAML "
                + $"around it: {e.Message}",
                cause: e);
        }
    }

    private Dictionary<string, object?> HarmlessBut(string name)
    {
        return new Dictionary<string, object?>(_harmless.Value) { [name] = variables[name] };
    }

    private static string Names(IReadOnlyCollection<string> names)
    {
        return names.Count > 0 ? string.Join(", ", names.Order()) : "some variable";
    }
}
