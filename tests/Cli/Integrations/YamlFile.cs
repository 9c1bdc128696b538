using YamlDotNet.RepresentationModel;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>Short ways through YAML.</summary>
internal static class YamlFile
{
    public static YamlMappingNode Read(string path) => Parse(File.ReadAllText(path)).Single();

    public static IReadOnlyList<YamlMappingNode> Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    public static YamlMappingNode Map(this YamlNode node, string key) => (YamlMappingNode)node[key];

    public static IEnumerable<YamlNode> List(this YamlNode node, string key) => ((YamlSequenceNode)node[key]).Children;

    public static string? Text(this YamlNode node, string key) =>
        ((YamlMappingNode)node).Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    public static IEnumerable<(string Key, YamlNode Value)> Entries(this YamlMappingNode node) =>
        node.Children.Select(child => (((YamlScalarNode)child.Key).Value!, child.Value));

    public static IReadOnlyDictionary<string, string> Texts(this YamlMappingNode node) =>
        node.Entries().ToDictionary(entry => entry.Key, entry => ((YamlScalarNode)entry.Value).Value!);
}
