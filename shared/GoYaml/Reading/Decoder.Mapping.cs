using System.Globalization;

namespace Gimlet.GoYaml.Reading;

internal sealed partial class Decoder
{
    private Dictionary<string, object?> ReadMapping(Node node)
    {
        if (options.Dialect == YamlDialect.V3)
        {
            RefuseEqualKeys(node);
        }

        var map = new Dictionary<string, object?>(node.Children.Count / 2, StringComparer.Ordinal);
        Node? merged = null;
        for (var i = 0; i < node.Children.Count; i += 2)
        {
            var (key, value) = (node.Children[i], node.Children[i + 1]);
            if (!key.IsMergeKey)
            {
                map[ReadKey(key, value)] = Read(value);
            }
            else if (options.Dialect == YamlDialect.V2)
            {
                // Here a merge wins over the keys before it.
                Merge(value, map);
            }
            else
            {
                merged = value;
            }
        }

        if (merged is not null)
        {
            Merge(merged, map);
        }

        return map;
    }

    private static void RefuseEqualKeys(Node node)
    {
        var mistakes = new List<string>();
        var lines = new Dictionary<(NodeKind, string), int>();
        for (var i = 0; i < node.Children.Count; i += 2)
        {
            var key = node.Children[i];
            if (!lines.TryAdd((key.Kind, key.Value), key.Line))
            {
                var first = lines[(key.Kind, key.Value)] + 1;
                mistakes.Add($"  line {key.Line + 1}: mapping key \"{key.Value}\" already defined at line {first}");
            }
        }

        if (mistakes.Count > 0)
        {
            throw new YamlException($"yaml: unmarshal errors:\n{string.Join('\n', mistakes)}");
        }
    }

    private void Merge(Node value, Dictionary<string, object?> map)
    {
        if (value.Kind != NodeKind.Sequence)
        {
            MergeOne(value, map);
            return;
        }

        // The first of several wins; in v2, where the last to be merged wins, they are taken from behind.
        var parts = options.Dialect == YamlDialect.V2 ? value.Children.AsEnumerable().Reverse() : value.Children;
        foreach (var part in parts)
        {
            MergeOne(part, map);
        }
    }

    private void MergeOne(Node value, Dictionary<string, object?> map)
    {
        var target = value.Kind == NodeKind.Alias ? value.Target : value;
        if (target is not { Kind: NodeKind.Mapping })
        {
            throw new YamlException("yaml: map merge requires map or sequence of maps as the value");
        }

        foreach (var (key, item) in (Dictionary<string, object?>)Read(value)!)
        {
            if (options.Dialect == YamlDialect.V2)
            {
                map[key] = item;
            }
            else
            {
                map.TryAdd(key, item);
            }
        }
    }

    /// <summary>A key as JSON has it, a string.</summary>
    private string ReadKey(Node node, Node value)
    {
        var target = node.Kind == NodeKind.Alias ? node.Target! : node;
        if (target.Kind != NodeKind.Scalar)
        {
            // What is wrong within the key comes first.
            Read(node);
            var type = target.Kind == NodeKind.Mapping ? "map[interface {}]interface {}" : "[]interface {}";
            throw new YamlException($"yaml: invalid map key: {type} in line {node.Line + 1}");
        }

        CountNode();
        var key = ReadScalar(target);
        if (key is not string && options.Dialect == YamlDialect.V3)
        {
            throw new YamlException("json: unsupported type: map[interface {}]interface {}");
        }

        return key switch
        {
            string text => text,
            long integer => integer.ToString(CultureInfo.InvariantCulture),
            double number => NumberKey(number),
            bool truth => truth ? "true" : "false",
            null => throw new YamlException(
                $"unsupported map key of type: %!s(<nil>), key: <nil>, value: {Describe(value)}"),
            var other => throw new YamlException(
                $"unsupported map key of type: uint64, key: 0x{(ulong)other:x}, value: {Describe(value)}"),
        };
    }

    // sigs.k8s.io/yaml takes a key for a float of 32 bits.
    private static string NumberKey(double number) => number switch
    {
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        double.NaN => ".nan",
        _ => GoNumber.General((float)number),
    };

    private object Describe(Node value) => value.Kind == NodeKind.Scalar ? ReadScalar(value) ?? "<nil>" : value.Kind;
}
