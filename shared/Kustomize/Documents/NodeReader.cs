using Gimlet.GoYaml;

namespace Gimlet.Kustomize.Documents;

/// <summary>Reads the documents of a text, divided as kustomize divides them.</summary>
internal sealed class NodeReader(WorkBudget budget)
{
    /// <summary>The documents that are not empty, each with its number, counted from one.</summary>
    public IEnumerable<(int Number, Node Node)> Read(string text)
    {
        var options = YamlReadOptions.Kustomize with
        {
            KeepScalars = true,
            MaxDepth = budget.Limits.MaxDepth,
            MaxNodes = budget.Limits.MaxValues,
        };
        var number = 0;
        foreach (var part in Split(text.Replace("\r\n", "\n", StringComparison.Ordinal)))
        {
            number++;
            var value = Read(part, number, options);
            if (value is not (null or YamlScalar { Value: null }))
            {
                yield return (number, ToNode(value));
            }
        }
    }

    private static object? Read(string part, int number, YamlReadOptions options)
    {
        try
        {
            return YamlReader.Read(part, options);
        }
        catch (YamlException exception)
        {
            throw new KustomizeException($"document {number}: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var at = text.IndexOf("\n---", StringComparison.Ordinal); at >= 0;)
        {
            var end = text.IndexOf('\n', at + 1);
            if (end < 0)
            {
                break;
            }

            var rest = text.AsSpan(at + "\n---".Length, end - at - "\n---".Length).Trim();
            if (rest is not ([] or ['#', ..]))
            {
                throw new KustomizeException($"\"{text[(at + 1)..end]}\" divides no documents.");
            }

            yield return text[start..(at + 1)];
            start = end + 1;
            at = text.IndexOf("\n---", start, StringComparison.Ordinal);
        }

        yield return text[start..];
    }

    private Node ToNode(object? value)
    {
        switch (value)
        {
            case Dictionary<string, object?> fields:
                budget.TakeValue();
                var map = Node.Mapping();
                foreach (var (name, field) in fields)
                {
                    map.Fields.Add(name, ToNode(field));
                }

                return map;
            case List<object?> items:
                budget.TakeValue();
                var list = Node.Sequence();
                list.Items.AddRange(items.Select(ToNode));
                return list;
            default:
                var scalar = (YamlScalar)value!;
                budget.TakeValue(scalar.Text.Length);
                return Node.Scalar(scalar.Value, scalar.Text, scalar.IsPlain);
        }
    }
}
