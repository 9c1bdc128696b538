namespace Gimlet.Helm;

/// <summary>What a chart is rendered with; the options of <c>helm template</c>.</summary>
public sealed record RenderRequest
{
    /// <summary>The name of the release, <c>.Release.Name</c>.</summary>
    public required string ReleaseName { get; init; }

    /// <summary>The namespace, <c>.Release.Namespace</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>
    /// The values that go over those of the chart, in the types of Gimlet.Templating; null for none. They are not
    /// changed.
    /// </summary>
    public IReadOnlyDictionary<string, object?>? Values { get; init; }

    /// <summary>The Kubernetes version that the chart sees, such as <c>v1.33.1</c>; null for helm's default.</summary>
    public string? KubeVersion { get; init; }

    /// <summary>API versions beside the built-in ones, such as <c>monitoring.coreos.com/v1</c>.</summary>
    public IReadOnlyList<string> ApiVersions { get; init; } = [];

    /// <summary>Whether the CRDs of the folder <c>crds/</c> come first in the output.</summary>
    public bool IncludeCrds { get; init; }

    /// <summary>The templates of which documents are wanted: <c>templates/service.yaml</c>; all if empty.</summary>
    public IReadOnlyList<string> ShowOnly { get; init; } = [];

    /// <summary>The limits of the rendering.</summary>
    public RenderLimits Limits { get; init; } = RenderLimits.Default;
}
