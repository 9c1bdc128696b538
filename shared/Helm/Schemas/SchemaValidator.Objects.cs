namespace Gimlet.Helm.Schemas;

internal sealed partial class SchemaValidator
{
    private void ValidateObject(
        SchemaNode node,
        IReadOnlyDictionary<string, object?> map,
        string location,
        EvaluatedParts parts,
        ref List<SchemaError>? errors)
    {
        if (map.Count < node.MinProperties)
        {
            Add(ref errors, Error(location, Counts("minProperties", map.Count, node.MinProperties.Value)));
        }

        if (map.Count > node.MaxProperties)
        {
            Add(ref errors, Error(location, Counts("maxProperties", map.Count, node.MaxProperties.Value)));
        }

        var missing = node.Required.Where(name => !map.ContainsKey(name)).ToList();
        if (missing.Count > 0)
        {
            var noun = missing.Count == 1 ? "property" : "properties";
            Add(ref errors, Error(location, $"missing {noun} {SchemaText.Quote(missing)}"));
        }

        ValidateDependencies(node, map, location, parts, ref errors);
        ValidateProperties(node, map, location, parts, ref errors);
    }

    private void ValidateProperties(
        SchemaNode node,
        IReadOnlyDictionary<string, object?> map,
        string location,
        EvaluatedParts parts,
        ref List<SchemaError>? errors)
    {
        var additional = new List<string>();
        foreach (var (name, value) in map)
        {
            var place = $"{location}/{SchemaText.Escape(name)}";
            var isKnown = false;
            if (node.Properties.TryGetValue(name, out var property))
            {
                isKnown = true;
                Add(ref errors, Validate(property, value, place, new EvaluatedParts()));
            }

            foreach (var (pattern, schema) in node.PatternProperties)
            {
                if (pattern.IsMatch(name))
                {
                    isKnown = true;
                    Add(ref errors, Validate(schema, value, place, new EvaluatedParts()));
                }
            }

            if (!isKnown && node.AdditionalProperties is { } others)
            {
                isKnown = true;
                if (others.Always is false)
                {
                    additional.Add(name);
                }
                else
                {
                    Add(ref errors, Validate(others, value, place, new EvaluatedParts()));
                }
            }

            if (isKnown)
            {
                parts.Properties.Add(name);
            }

            if (node.PropertyNames is { } names && Validate(names, name, "", new EvaluatedParts()) is { } error)
            {
                Add(ref errors, Error(location, $"invalid propertyName {SchemaText.Quote(name)}", [error]));
            }
        }

        if (additional.Count > 0)
        {
            additional.Sort(StringComparer.Ordinal);
            Add(ref errors, Error(location, $"additional properties {SchemaText.Quote(additional)} not allowed"));
        }
    }

    private void ValidateDependencies(
        SchemaNode node,
        IReadOnlyDictionary<string, object?> map,
        string location,
        EvaluatedParts parts,
        ref List<SchemaError>? errors)
    {
        foreach (var (name, required) in node.DependentRequired)
        {
            var missing = required.Where(other => !map.ContainsKey(other)).ToList();
            if (map.ContainsKey(name) && missing.Count > 0)
            {
                var message = $"properties {SchemaText.Quote(missing)} required, if {SchemaText.Quote(name)} exists";
                Add(ref errors, Error(location, message));
            }
        }

        foreach (var (name, schema) in node.DependentSchemas)
        {
            if (map.ContainsKey(name))
            {
                Add(ref errors, ValidateAside(schema, map, location, parts));
            }
        }
    }

    private void ValidateUnevaluated(
        SchemaNode node, object? value, string location, EvaluatedParts parts, ref List<SchemaError>? errors)
    {
        if (node.UnevaluatedProperties is { } properties && value is IReadOnlyDictionary<string, object?> map)
        {
            foreach (var (name, entry) in map.Where(entry => parts.Properties.Add(entry.Key)))
            {
                var place = $"{location}/{SchemaText.Escape(name)}";
                Add(ref errors, Validate(properties, entry, place, new EvaluatedParts()));
            }
        }

        if (node.UnevaluatedItems is { } items && value is IReadOnlyList<object?> list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (parts.Items.Add(i))
                {
                    Add(ref errors, Validate(items, list[i], $"{location}/{i}", new EvaluatedParts()));
                }
            }
        }
    }
}
