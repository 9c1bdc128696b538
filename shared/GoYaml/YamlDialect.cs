namespace Gimlet.GoYaml;

/// <summary>Which of Go's libraries is followed where they differ.</summary>
public enum YamlDialect
{
    /// <summary>
    /// go-yaml v2, on which sigs.k8s.io/yaml stands, and by it Helm and the output of kustomize: YAML 1.1, where
    /// <c>yes</c> and <c>off</c> are booleans; the last of two equal keys holds.
    /// </summary>
    V2,

    /// <summary>
    /// go-yaml v3, on which kyaml stands, and by it what kustomize reads: <c>yes</c> is a string, a date is a point in
    /// time, and equal keys are an error.
    /// </summary>
    V3,
}
