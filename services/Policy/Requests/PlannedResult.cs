using Gimlet.Manifests;
using Gimlet.Policy.Results;

namespace Gimlet.Policy.Requests;

/// <summary>One write that a request asks for, or why it can never be asked for.</summary>
internal sealed record PlannedResult
{
    /// <summary>One of <see cref="ResultKind"/>.</summary>
    public required string Kind { get; init; }

    public required string Env { get; init; }

    public required string App { get; init; }

    /// <summary>With its variables resolved; releases only.</summary>
    public Manifest? Manifest { get; init; }

    /// <summary>Rollbacks only.</summary>
    public string TargetSha { get; init; } = "";

    /// <summary>Set when the result has failed before anything was written.</summary>
    public string? Failure { get; init; }

    public static PlannedResult Release(Manifest manifest) =>
        new() { Kind = ResultKind.Release, Env = manifest.Env, App = manifest.App, Manifest = manifest };

    public static PlannedResult Failed(string kind, string app, string env, string reason) => new()
    {
        Kind = kind,
        Env = DisplayText.Name(env),
        App = DisplayText.Name(app),
        Failure = DisplayText.Message(reason),
    };
}
