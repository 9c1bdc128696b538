namespace Gimlet.Cli.Artifacts;

/// <summary>What lists show of an artifact.</summary>
internal sealed record ArtifactSummary
{
    public string Id { get; set; } = "";

    public Commit? Version { get; set; }

    public IReadOnlyList<EnvironmentSummary>? Environments { get; set; }
}

internal sealed record EnvironmentSummary
{
    public string App { get; set; } = "";

    public string Env { get; set; } = "";

    public PolicySummary? Deploy { get; set; }

    /// <summary>For example <c>shop -> staging @ push on main</c>.</summary>
    public override string ToString() => $"{App} -> {Env}{Deploy}";
}

internal sealed record PolicySummary
{
    public string? Branch { get; set; }

    public string? Event { get; set; }

    public string? Tag { get; set; }

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
