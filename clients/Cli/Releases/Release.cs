using Gimlet.Cli.Artifacts;

namespace Gimlet.Cli.Releases;

/// <summary>What was released where, as lists show it.</summary>
internal sealed record Release
{
    public string App { get; set; } = "";

    public string Env { get; set; } = "";

    public string ArtifactId { get; set; } = "";

    public string TriggeredBy { get; set; } = "";

    public Commit? Version { get; set; }

    public string GitopsRef { get; set; } = "";

    public string GitopsRepo { get; set; } = "";

    public string GitopsCommitStatus { get; set; } = "";

    /// <summary>Unix seconds.</summary>
    public long Created { get; set; }

    public bool RolledBack { get; set; }
}
