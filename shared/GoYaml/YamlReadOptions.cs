namespace Gimlet.GoYaml;

/// <summary>How YAML is read.</summary>
public sealed record YamlReadOptions
{
    /// <summary>The options used where none are given: those of sigs.k8s.io/yaml, as Helm reads values.</summary>
    public static YamlReadOptions Default { get; } = new();

    /// <summary>As kustomize reads documents: go-yaml v3, integers kept.</summary>
    public static YamlReadOptions Kustomize { get; } = new() { Dialect = YamlDialect.V3, KeepIntegers = true };

    /// <summary>The rules of scalars, keys and merges.</summary>
    public YamlDialect Dialect { get; init; }

    /// <summary>
    /// Whether an integer becomes a <see cref="long"/>, or a <see cref="ulong"/> where that is too small. Otherwise
    /// every number is a <see cref="double"/>, as where Go decodes JSON into <c>interface {}</c>.
    /// </summary>
    public bool KeepIntegers { get; init; }

    /// <summary>
    /// Whether scalars that are values are read as <see cref="YamlScalar"/>, with what they were in the text. Keys stay
    /// strings.
    /// </summary>
    public bool KeepScalars { get; init; }

    /// <summary>The deepest nesting of maps and lists.</summary>
    public int MaxDepth { get; init; } = 1000;

    /// <summary>
    /// The largest number of values and keys, once with aliases counted once and once with what they stand for: it
    /// bounds the memory that reading takes.
    /// </summary>
    public int MaxNodes { get; init; } = int.MaxValue;
}
