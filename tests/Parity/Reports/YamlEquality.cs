using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Gimlet.Parity.Reports;

/// <summary>Whether two texts hold the same YAML documents, whatever their layout and order of keys.</summary>
internal static class YamlEquality
{
    public static bool AreEqual(string left, string right)
    {
        try
        {
            return Documents(left).SequenceEqual(Documents(right));
        }
        catch (YamlException)
        {
            return false;
        }
    }

    private static List<string> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Canonical(document.RootNode))];
    }

    // A plain scalar and a quoted one of the same text can be different values, so the style counts.
    private static string Canonical(YamlNode node) => node switch
    {
        YamlMappingNode map => "{" + string.Join(
            ",",
            map.Children.Select(child => $"{Canonical(child.Key)}:{Canonical(child.Value)}")
                .Order(StringComparer.Ordinal)) + "}",
        YamlSequenceNode list => "[" + string.Join(",", list.Children.Select(Canonical)) + "]",
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => $"p{scalar.Value?.Length}:{scalar.Value}",
        YamlScalarNode scalar => $"q{scalar.Value?.Length}:{scalar.Value}",
        _ => throw new InvalidOperationException($"{node.NodeType} in a parsed document"),
    };
}
