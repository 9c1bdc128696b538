using System.Text.Json.Nodes;

namespace Gimlet.Manifests.Reading;

/// <summary>A value as it was read from YAML or JSON, before anybody knows what it is for.</summary>
internal abstract class DocumentNode(Position? position)
{
    /// <summary>Where the value stands; null in JSON.</summary>
    public Position? Position { get; } = position;

    /// <summary>How many nodes this one is, itself included, with aliases expanded.</summary>
    public abstract int Size { get; }

    /// <summary>How many levels are below this one.</summary>
    public abstract int Height { get; }

    /// <summary>What an error calls such a value.</summary>
    public abstract string Description { get; }

    /// <summary>The value as JSON; a tag that is no JSON is an error at its path.</summary>
    public abstract JsonNode? ToJson(FieldPath path);
}

internal sealed class SequenceNode(Position? position, IReadOnlyList<DocumentNode> items) : DocumentNode(position)
{
    public IReadOnlyList<DocumentNode> Items { get; } = items;

    public override int Size { get; } = 1 + items.Sum(item => item.Size);

    public override int Height { get; } = 1 + items.Select(item => item.Height).DefaultIfEmpty().Max();

    public override string Description => "a list";

    public override JsonNode ToJson(FieldPath path)
    {
        return new JsonArray([.. Items.Select((item, index) => item.ToJson(path.Index(index)))]);
    }
}

/// <summary>A key of a mapping with its value.</summary>
internal sealed record Entry(string Key, Position? Position, DocumentNode Value);

internal sealed class MappingNode(Position? position, IReadOnlyList<Entry> entries) : DocumentNode(position)
{
    public IReadOnlyList<Entry> Entries { get; } = entries;

    public override int Size { get; } = 1 + entries.Sum(entry => 1 + entry.Value.Size);

    public override int Height { get; } = 1 + entries.Select(entry => entry.Value.Height).DefaultIfEmpty().Max();

    public override string Description => "a mapping";

    public override JsonObject ToJson(FieldPath path)
    {
        return new JsonObject(
            Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToJson(path.Key(entry.Key)))));
    }
}
