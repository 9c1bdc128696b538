namespace Gimlet.Helm;

/// <summary>A chart that another depends on, as <c>Chart.yaml</c> or <c>requirements.yaml</c> declares it.</summary>
public sealed record ChartDependency
{
    /// <summary>The name of the chart.</summary>
    public string Name { get; init; } = "";

    /// <summary>The range of versions; a chart in <c>charts/</c> that is not in it is taken as undeclared.</summary>
    public string Version { get; init; } = "";

    /// <summary>The address of the repository.</summary>
    public string Repository { get; init; } = "";

    /// <summary>Paths of booleans in the values, parted by commas, of which the first that exists decides.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Names in the table <c>tags</c> of the values, of which one that is true suffices.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What helm's list says; it has no effect.</summary>
    public bool Enabled { get; init; }

    /// <summary>Names of exports, or pairs of a child's and a parent's path, that are values of the parent.</summary>
    public IReadOnlyList<object?> ImportValues { get; init; } = [];

    /// <summary>The name that the chart has among the dependencies; empty for its own.</summary>
    public string Alias { get; init; } = "";
}
