namespace Gimlet.Cli.Ship.Builds;

/// <summary>What a CI tells of the build that it runs. Empty text is "not told": git fills some of the gaps.</summary>
internal sealed record Build
{
    /// <summary>Name of the CI system, for people.</summary>
    public required string Ci { get; init; }

    /// <summary>For example <c>owner/name</c>.</summary>
    public string Repository { get; init; } = "";

    /// <summary>The commit that people know: the head of a pull request, not the merge that a CI makes of it.</summary>
    public string Sha { get; init; } = "";

    /// <summary>The branch; of a pull request its head branch; empty for a tag.</summary>
    public string Branch { get; init; } = "";

    /// <summary>Base branch of a pull request.</summary>
    public string TargetBranch { get; init; } = "";

    public string Tag { get; init; } = "";

    public bool IsPullRequest { get; init; }

    /// <summary>Where the commit or the pull request can be looked at.</summary>
    public string Url { get; init; } = "";

    /// <summary>Where the log of the build can be read.</summary>
    public string RunUrl { get; init; } = "";

    /// <summary>The variable <c>REPO</c>.</summary>
    public string RepositoryVariable { get; init; } = "";

    /// <summary>The variable <c>OWNER</c>.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The variable <c>ACTOR</c>: who started the build.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The variable <c>EVENT</c>: what started the build, in the words of the CI.</summary>
    public string Trigger { get; init; } = "";

    /// <summary>The variable <c>JOB</c>.</summary>
    public string Job { get; init; } = "";

    /// <summary>Variables of the process whose names start so are shipped.</summary>
    public IReadOnlyCollection<string> VariablePrefixes { get; init; } = [];

    /// <summary>Variables that are shipped although the CI does not set them.</summary>
    public IReadOnlyDictionary<string, string> MoreVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>What the artifact's event is.</summary>
    public string Event => Tag.Length > 0 ? "tag" : IsPullRequest ? "pr" : "push";
}
