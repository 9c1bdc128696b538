namespace Gimlet.Helm;

/// <summary>What <c>Chart.yaml</c> says (https://helm.sh/docs/topics/charts/#the-chartyaml-file).</summary>
public sealed record ChartMetadata
{
    /// <summary><c>v1</c> or <c>v2</c>; a chart that does not say is <c>v1</c>.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The version, a semantic one.</summary>
    public string Version { get; init; } = "";

    /// <summary>The range of Kubernetes versions that the chart works with; empty for all.</summary>
    public string KubeVersion { get; init; } = "";

    /// <summary>One sentence about the chart.</summary>
    public string Description { get; init; } = "";

    /// <summary><c>application</c>, <c>library</c>, or empty, which is the former.</summary>
    public string Type { get; init; } = "";

    /// <summary>Words to find the chart by.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>The project's page.</summary>
    public string Home { get; init; } = "";

    /// <summary>Where the sources are.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The charts that it depends on; null where the chart has no such list.</summary>
    public IReadOnlyList<ChartDependency>? Dependencies { get; init; }

    /// <summary>Who keeps the chart.</summary>
    public IReadOnlyList<ChartMaintainer> Maintainers { get; init; } = [];

    /// <summary>The address of a picture.</summary>
    public string Icon { get; init; } = "";

    /// <summary>The version of what the chart installs.</summary>
    public string AppVersion { get; init; } = "";

    /// <summary>Whether the chart is no longer kept.</summary>
    public bool Deprecated { get; init; }

    /// <summary>Further facts, of no meaning to helm.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>A field that helm carries along without a meaning.</summary>
    public string Condition { get; init; } = "";

    /// <summary>A field that helm carries along without a meaning.</summary>
    public string Tags { get; init; } = "";

    /// <summary>Whether the chart only has definitions for others.</summary>
    public bool IsLibrary => Type.Equals("library", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Somebody who keeps a chart.</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">The mail address.</param>
/// <param name="Url">The page.</param>
public sealed record ChartMaintainer(string Name, string Email, string Url);
