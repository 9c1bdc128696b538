using Gimlet.Manifests;

namespace Gimlet.Policy.Evaluation;

/// <summary>Where a manifest belongs, known before the rest of it is resolved.</summary>
/// <param name="App">Resolved, or the template when it cannot be.</param>
/// <param name="Env">Resolved, or the template when it cannot be.</param>
/// <param name="AppProblem">Why the app could not be resolved.</param>
/// <param name="EnvProblem">Why the environment could not be resolved.</param>
internal sealed record ManifestHead(string App, string Env, string? AppProblem, string? EnvProblem)
{
    // Stands in for the field that is not looked at.
    private const string Any = "any";

    public string? Problem => EnvProblem ?? AppProblem;

    public static ManifestHead Resolve(
        Manifest manifest, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var (app, appProblem) = Try(
            manifest.App, () => Resolve(manifest.App, Any, variables, cancellationToken).App);
        var (env, envProblem) = Try(
            manifest.Env, () => Resolve(Any, manifest.Env, variables, cancellationToken).Env);
        return new ManifestHead(app, env, appProblem, envProblem);
    }

    private static Manifest Resolve(
        string app, string env, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken) =>
        ManifestVariables.Resolve(new Manifest { App = app, Env = env }, variables, cancellationToken);

    private static (string Name, string? Problem) Try(string template, Func<string> resolve)
    {
        try
        {
            return (resolve(), null);
        }
        catch (ManifestException e)
        {
            return (template, e.Message);
        }
    }
}
