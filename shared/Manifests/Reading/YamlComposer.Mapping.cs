using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gimlet.Manifests.Reading;

/// <content>Mappings: their keys become text as in JSON, and merge keys are resolved.</content>
internal sealed partial class YamlComposer
{
    private const string MergeKey = "<<";

    private MappingNode Mapping(MappingStart start, FieldPath path, int depth)
    {
        CheckTag(start, path, "map");
        _parser.Consume<MappingStart>();
        var entries = new List<Entry>();
        var merged = new List<MappingNode>();
        var keys = new HashSet<string>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (_parser.Accept<Scalar>(out var scalar) && scalar is { Value: MergeKey, Style: ScalarStyle.Plain })
            {
                _parser.MoveNext();
                merged.AddRange(Merged(Node(path.Key(MergeKey), depth), path.Key(MergeKey)));
                continue;
            }

            var (key, position) = Key(path);
            if (!keys.Add(key))
            {
                throw path.Key(key).Error("is set twice", position);
            }

            entries.Add(new Entry(key, position, Node(path.Key(key), depth + 1)));
        }

        // As YAML says: what the mapping sets itself wins, then the earlier of the merged mappings.
        entries.AddRange(merged.SelectMany(mapping => mapping.Entries).Where(entry => keys.Add(entry.Key)));
        return new MappingNode(At(start.Start), entries);
    }

    private static IEnumerable<MappingNode> Merged(DocumentNode node, FieldPath path)
    {
        return node switch
        {
            MappingNode mapping => [mapping],
            SequenceNode sequence => sequence.Items.SelectMany(item => Merged(item, path)),
            _ => throw path.Error($"must merge a mapping or a list of mappings, not {node.Description}", node.Position),
        };
    }

    private (string Key, Position Position) Key(FieldPath path)
    {
        var position = At(_parser.Require<ParsingEvent>().Start);
        if (_parser.Accept<AnchorAlias>(out _) || _parser.Accept<Scalar>(out _))
        {
            if (Node(path, depth: 0) is ScalarNode { IsBareTag: false } key)
            {
                return key.Kind switch
                {
                    ScalarKind.Text or ScalarKind.Boolean => (key.Value, position),
                    ScalarKind.Number when !key.Value.AsSpan().ContainsAny(".eE") => (key.Value, position),
                    _ => throw path.Error($"a key is {key.Description}; write it in quotes", position),
                };
            }
        }

        throw path.Error("a key must be text; text that begins with {{ needs quotes", position);
    }
}
