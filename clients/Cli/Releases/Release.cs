using Gimlet.Cli.Artifacts;

namespace Gimlet.Cli.Releases;

/// <summary>What was released where, as lists show it.</summary>
internal sealed record Release
{
    public string App { get; init; } = "";

    public string Env { get; init; } = "";

    public string ArtifactId { get; init; } = "";

    public string TriggeredBy { get; init; } = "";

    public Commit? Version { get; init; }

    public string GitopsRef { get; init; } = "";

    public string GitopsRepo { get; init; } = "";

    public string GitopsCommitStatus { get; init; } = "";

    /// <summary>Unix seconds.</summary>
    public long Created { get; init; }

    public bool RolledBack { get; init; }
}
