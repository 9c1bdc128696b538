using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Gimlet.Deployment.Tests;

/// <summary>compose.yaml as compose reads it: anchors and merge keys resolved, variables still in place.</summary>
internal static partial class ComposeFile
{
    public static string Text { get; } = SourceTree.Read("compose.yaml");

    public static Dictionary<string, object> Document { get; } = new DeserializerBuilder()
        .WithDuplicateKeyChecking()
        .Build()
        .Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(new StringReader(Text))));

    public static IDictionary<object, object> Services => Map(Document["services"]);

    /// <summary>Those that are built from this repository.</summary>
    public static IEnumerable<(string Name, IDictionary<object, object> Service)> OwnServices =>
        Services.Where(service => Map(service.Value).ContainsKey("build"))
            .Select(service => ((string)service.Key, Map(service.Value)));

    /// <summary>Variables without a default: compose refuses to start without them.</summary>
    public static IReadOnlySet<string> RequiredVariables { get; } =
        Required().Matches(Text).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    public static IDictionary<object, object> Map(object value) =>
        Assert.IsAssignableFrom<IDictionary<object, object>>(value);

    [GeneratedRegex(@"\$\{([A-Z_]+):\?")]
    private static partial Regex Required();
}
