namespace Gimlet.Artifacts.Artifacts;

/// <summary>Which artifacts a list shows; what is empty or 0 does not restrict it. Unix microseconds.</summary>
internal sealed record ArtifactFilter
{
    public int Limit { get; init; } = 10;

    public int Offset { get; init; }

    public long Since { get; init; }

    public long Until { get; init; }

    public string Repository { get; init; } = "";

    public string Branch { get; init; } = "";

    public string SourceBranch { get; init; } = "";

    public IReadOnlyList<string> Shas { get; init; } = [];

    public string Event { get; init; } = "";

    public bool OldestFirst { get; init; }

    /// <summary>Only artifacts behind this one, in the order of the list.</summary>
    public ArtifactPlace? Behind { get; init; }
}
