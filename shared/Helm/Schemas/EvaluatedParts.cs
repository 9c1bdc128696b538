namespace Gimlet.Helm.Schemas;

/// <summary>What of one value schemas have looked at, for those that ask about the rest.</summary>
internal sealed class EvaluatedParts
{
    public HashSet<string> Properties { get; } = new(StringComparer.Ordinal);

    public HashSet<int> Items { get; } = [];

    public void Add(EvaluatedParts other)
    {
        Properties.UnionWith(other.Properties);
        Items.UnionWith(other.Items);
    }
}
