using Gimlet.Manifests.Reading;
using Gimlet.Manifests.Variables;

namespace Gimlet.Manifests;

/// <summary>Puts variables into manifests.</summary>
/// <remarks>
/// Each string, the keys of values included, is a Go template of its own, with the functions of sprig that Helm has
/// and <c>sanitizeDNSName</c>. A value never changes the structure of the YAML around it: structured fields are
/// resolved after they are read, and a value that would change raw YAML is an error. One string makes 1 MiB of
/// output at most, one manifest takes 5 s at most.
/// </remarks>
public static class ManifestVariables
{
    /// <summary>Resolves everything but <c>cleanup</c>, whose time comes later.</summary>
    /// <param name="manifest">A manifest as it was read; it stays as it is.</param>
    /// <param name="variables">The variables by name.</param>
    /// <param name="ct">Ends the resolution.</param>
    /// <exception cref="ManifestException">
    /// Names the field: a variable is unknown, a template fails, or what comes out is not valid there.
    /// </exception>
    public static Manifest Resolve(
        Manifest manifest,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(variables);
        using var deadline = new Deadline(ct);
        return new ManifestResolution(new VariableResolver(variables, deadline)).Resolve(manifest);
    }

    /// <summary>The app that a cleanup policy deletes when a branch is gone.</summary>
    /// <param name="cleanup">The policy.</param>
    /// <param name="branch">The branch; <c>BRANCH</c> is the only variable.</param>
    /// <exception cref="ManifestException">The template fails, or makes no DNS label.</exception>
    public static string ResolveCleanupApp(CleanupPolicy cleanup, string branch)
    {
        ArgumentNullException.ThrowIfNull(cleanup);
        ArgumentNullException.ThrowIfNull(branch);
        using var deadline = new Deadline(CancellationToken.None);
        var variables = new Dictionary<string, string> { ["BRANCH"] = branch };
        var path = FieldPath.Top.Key("cleanup").Key("app");
        var app = new VariableResolver(variables, deadline).Resolve(cleanup.App, path);
        DnsLabel.Require(path.ToString(), app);
        return app;
    }
}
