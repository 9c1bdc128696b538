using Gimlet.Cli.Artifacts;
using Gimlet.Manifests;

namespace Gimlet.Cli.Manifests;

/// <summary>Finds all that is wrong with a manifest before anybody ships it.</summary>
internal sealed class ManifestCheck(LocalCharts charts)
{
    /// <param name="text">The manifest.</param>
    /// <param name="shipped">Variables that its artifacts carry beside the built-in ones.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>In the order of their places.</returns>
    public async Task<IReadOnlyList<Finding>> RunAsync(
        string text, IEnumerable<Assignment> shipped, CancellationToken cancellationToken)
    {
        Manifest manifest;
        try
        {
            manifest = ManifestText.Parse(text);
        }
        catch (ManifestException e)
        {
            return [Finding.Of(e, positions: null)];
        }

        var findings = new List<Finding>();
        var positions = ManifestPositions.Read(text);
        var resolved = new SampleVariables(manifest, shipped).Resolve(manifest, positions, findings, cancellationToken);
        findings.AddRange(PolicyCheck.Check(resolved ?? manifest, positions));
        if (resolved is { Chart: null } && string.IsNullOrWhiteSpace(resolved.Manifests))
        {
            findings.Add(Finding.At(positions, "", "there is neither a chart nor manifests"));
        }

        if (resolved?.Chart is not null)
        {
            findings.AddRange(await ValuesCheck.CheckAsync(resolved, positions, charts, cancellationToken));
        }

        return [.. findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column)];
    }
}
