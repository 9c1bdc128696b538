namespace Gimlet.GoYaml;

/// <summary>How YAML is written.</summary>
public sealed record YamlWriteOptions
{
    /// <summary>The options used where none are given: sigs.k8s.io/yaml's, as Helm's <c>toYaml</c> has them.</summary>
    public static YamlWriteOptions Default { get; } = new();

    /// <summary>
    /// Those of go-yaml v3 with an indentation of two, which Helm's <c>toYamlPretty</c> uses: lists are indented, long
    /// lines stay long, and numbers are written as they are, not as JSON has them.
    /// </summary>
    public static YamlWriteOptions Pretty { get; } = new() { Dialect = YamlDialect.V3 };

    /// <summary>Which library's text it is.</summary>
    public YamlDialect Dialect { get; init; }

    /// <summary>The deepest nesting of maps and lists; a value that contains itself exceeds any.</summary>
    public int MaxDepth { get; init; } = 1000;

    /// <summary>The greatest length of the text in UTF-16 code units, about.</summary>
    public int MaxLength { get; init; } = 16 * 1024 * 1024;
}
