using Gimlet.Manifests.Reading;

namespace Gimlet.Manifests;

/// <summary>Where the fields of a manifest stand in its YAML text.</summary>
public sealed class ManifestPositions
{
    private readonly DocumentNode _document;

    private ManifestPositions(DocumentNode document) => _document = document;

    /// <summary>Reads a text that <see cref="ManifestReader.ReadYaml"/> accepts.</summary>
    /// <exception cref="ManifestException">It is no manifest.</exception>
    public static ManifestPositions Read(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return ManifestReader.Compose(yaml) is [var document]
            ? new ManifestPositions(document)
            : throw new ManifestException("a manifest is one YAML document");
    }

    /// <summary>The place of a field, or of the nearest one around it that the text has; both counted from 1.</summary>
    /// <param name="field">As <see cref="ManifestException.Field"/> has it.</param>
    public (long Line, long Column) Find(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        var (node, path) = (_document, FieldPath.Top);
        var position = node.Position;
        while (Step(node, path, field) is { } step)
        {
            (node, path, position) = step;
        }

        return position is { } at ? (at.Line, at.Column) : (1, 1);
    }

    private static (DocumentNode Node, FieldPath Path, Position? Position)? Step(
        DocumentNode node, FieldPath path, string field)
    {
        var children = node switch
        {
            MappingNode mapping => mapping.Entries.Select(entry => (entry.Value, path.Key(entry.Key), entry.Position)),
            SequenceNode list => list.Items.Select((item, index) => (item, path.Index(index), item.Position)),
            _ => [],
        };
        foreach (var child in children)
        {
            var name = child.Item2.ToString();
            if (field.StartsWith(name, StringComparison.Ordinal)
                && (field.Length == name.Length || field[name.Length] is '.' or '['))
            {
                return child;
            }
        }

        return null;
    }
}
