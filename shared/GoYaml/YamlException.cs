namespace Gimlet.GoYaml;

/// <summary>A text that is no YAML or no JSON, or a value that cannot be written as such, in Go's words.</summary>
/// <param name="message">
/// What is wrong; in YAML with Go's prefix and line: <c>yaml: line 3: did not find expected key</c>.
/// </param>
public class YamlException(string message) : Exception(message);
