namespace Gimlet.GoYaml;

/// <summary>A text or a value that is nested too deep or holds too much, or whose text would become too long.</summary>
/// <param name="message">Which limit it exceeds.</param>
public sealed class YamlLimitException(string message) : YamlException(message)
{
    internal static YamlLimitException OfNodes(YamlReadOptions options) =>
        new($"yaml: exceeded max number of {options.MaxNodes} values");
}
