namespace Gimlet.Cli.Artifacts;

/// <summary>What lists show of an artifact.</summary>
internal sealed record ArtifactSummary
{
    public string Id { get; init; } = "";

    public Commit? Version { get; init; }

    public IReadOnlyList<EnvironmentSummary>? Environments { get; init; }
}

internal sealed record EnvironmentSummary
{
    public string App { get; init; } = "";

    public string Env { get; init; } = "";

    public PolicySummary? Deploy { get; init; }

    /// <summary>For example <c>shop -> staging @ push on main</c>.</summary>
    public override string ToString() => $"{App} -> {Env}{Deploy}";
}

internal sealed record PolicySummary
{
    public string? Branch { get; init; }

    public string? Event { get; init; }

    public string? Tag { get; init; }

    public override string ToString()
    {
        var on = Branch ?? Tag;
        return (Event, on) switch
        {
            (null, null) => "",
            (null, _) => $" @ {on}",
            (_, null) => $" @ {Event}",
            _ => $" @ {Event} on {on}",
        };
    }
}
