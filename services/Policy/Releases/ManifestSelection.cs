using Gimlet.Contracts.Artifacts;
using Gimlet.Manifests;
using Gimlet.Policy.Evaluation;
using Gimlet.Policy.Requests;
using Gimlet.Policy.Results;

namespace Gimlet.Policy.Releases;

/// <summary>Picks the manifests of an artifact that a release asks for.</summary>
internal static class ManifestSelection
{
    /// <param name="artifact">The artifact to release.</param>
    /// <param name="env">The environment to release to.</param>
    /// <param name="app">The app to release; every app of the environment when empty.</param>
    /// <param name="cancellationToken">Ends the resolution of variables.</param>
    public static Plan Select(Artifact artifact, string env, string app, CancellationToken cancellationToken)
    {
        var plan = new Plan { Artifact = artifact };
        var variables = artifact.Variables();
        var heads = new List<ManifestHead>();
        foreach (var manifest in artifact.Environments)
        {
            var head = ManifestHead.Resolve(manifest, variables, cancellationToken);
            heads.Add(head);
            if (head.EnvProblem is null && head.Env == env && (app.Length == 0 || head.App == app))
            {
                plan.Add(Resolve(manifest, head, variables, cancellationToken));
            }
            else if (app.Length == 0 && head.EnvProblem is { } problem)
            {
                // It may be one of those that were asked for: nobody can tell, so it is not left out silently.
                plan.Remark(head.App, head.Env, $"was not released: {problem}");
            }
        }

        return plan.Results.Count > 0 ? plan : throw NothingToRelease(artifact.Id, env, app, heads);
    }

    private static PlannedResult Resolve(
        Manifest manifest,
        ManifestHead head,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        try
        {
            return PlannedResult.Release(ManifestVariables.Resolve(manifest, variables, cancellationToken));
        }
        catch (ManifestException e)
        {
            return PlannedResult.Failed(ResultKind.Release, head.App, head.Env, e.Message);
        }
    }

    private static RequestRefusedException NothingToRelease(
        string artifactId, string env, string app, IReadOnlyList<ManifestHead> heads)
    {
        var asked = app.Length > 0 ? $"app {DisplayText.Quote(app)} in env '{env}'" : $"app in env '{env}'";
        var pairs = heads.Where(head => head.Problem is null).Select(head => $"{head.App} -> {head.Env}").Distinct();
        var problems = heads.Where(head => head.Problem is not null)
            .Select(head => (App: DisplayText.Name(head.App), Env: DisplayText.Name(head.Env), head.Problem))
            .Select(head => $"{head.App} -> {head.Env} cannot be used: {head.Problem}");
        var has = heads.Count > 0 ? StatusDescription.Join([.. pairs.Concat(problems)]) : "no manifests";
        return new RequestRefusedException(
            Refusal.Impossible,
            $"Artifact {DisplayText.Quote(artifactId)} has no {asked}. It has: {has}");
    }
}
