using Gimlet.Contracts.Artifacts;

namespace Gimlet.Policy.Requests;

/// <summary>What the evaluation of a request decided. Pure data: it is stored as a whole or not at all.</summary>
internal sealed class Plan
{
    private readonly OrderedDictionary<(string Env, string App), PlannedResult> _results = [];
    private readonly List<string> _remarks = [];

    /// <summary>The artifact that is released, where one is.</summary>
    public Artifact? Artifact { get; init; }

    /// <summary>
    /// Whether a policy decided it. Then an artifact that is handled late, after one that was shipped later, does not
    /// take an app back; a person's request for an older artifact does just that.
    /// </summary>
    public bool ByPolicy { get; init; }

    /// <summary>Why the request could not be evaluated at all.</summary>
    public string? Error { get; init; }

    public IReadOnlyCollection<PlannedResult> Results => _results.Values;

    /// <summary>What was left out and why, for people.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Adds a result. There is one per app and environment.</summary>
    /// <remarks>
    /// Of two manifests for the same app and environment the later one counts, as it would if both were written one
    /// after the other, but without showing the earlier one to the cluster in between.
    /// </remarks>
    public void Add(PlannedResult result)
    {
        if (_results.ContainsKey((result.Env, result.App)))
        {
            Remark($"{result.App} -> {result.Env} is in several manifests, the last of them counts");
        }

        _results[(result.Env, result.App)] = result;
    }

    public void Remark(string remark) => _remarks.Add(remark);

    public void Remark(string app, string env, string what) =>
        Remark($"{DisplayText.Name(app)} -> {DisplayText.Name(env)} {what}");
}
