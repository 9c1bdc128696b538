using Gimlet.Cli.Artifacts;
using Gimlet.Cli.Ship.Contents;
using Gimlet.Manifests;

namespace Gimlet.Cli.Manifests;

/// <summary>Stands in for the variables of an artifact that is not there yet.</summary>
internal sealed class SampleVariables
{
    private const string Sample = "sample";

    // What CIs set themselves, and shippers hand on.
    private static readonly string[] OfTheCi = ["GITHUB", "CIRCLE", "CI_"];

    private readonly Dictionary<string, string> _values;

    /// <param name="manifest">Tells the branch and the event, where it names one.</param>
    /// <param name="given">Variables that the artifact will carry.</param>
    public SampleVariables(Manifest manifest, IEnumerable<Assignment> given)
    {
        _values = new Dictionary<string, string>
        {
            ["REPO"] = Sample,
            ["OWNER"] = Sample,
            ["BRANCH"] = manifest.Deploy?.Branch is { } branch && IsName(branch) ? branch : "feature/sample",
            ["TAG"] = "v1.0.0",
            ["SHA"] = "0123456789abcdef0123456789abcdef01234567",
            ["ACTOR"] = Sample,
            ["EVENT"] = manifest.Deploy?.Event is { } trigger && IsName(trigger) ? trigger : "push",
            ["JOB"] = Sample,
        };
        foreach (var (name, value) in given)
        {
            _values[name] = value;
        }
    }

    /// <summary>Resolves a manifest; every variable that no shipper sends is a finding.</summary>
    /// <returns>Null where it cannot be resolved, which is a finding too.</returns>
    public Manifest? Resolve(
        Manifest manifest, ManifestPositions positions, List<Finding> findings, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return ManifestVariables.Resolve(manifest, _values, cancellationToken);
            }
            catch (ManifestException e) when (e.UnknownVariable is { } name && _values.TryAdd(name, Sample))
            {
                if (WhyNotSent(name) is { } reason)
                {
                    findings.Add(Finding.At(positions, e.Field, reason));
                }
            }
            catch (ManifestException e)
            {
                findings.Add(Finding.Of(e, positions));
                return null;
            }
        }
    }

    private static string? WhyNotSent(string name) =>
        !OfTheCi.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            ? $"no shipper sends the variable {name}; ship it, or name the file that has it with --vars"
            : SecretNames.IsSecret(name, "")
                ? $"the variable {name} is not shipped: its name says that it is a secret"
                : null;

    private static bool IsName(string text) => text.IndexOfAny(['*', '?', '[', '{', '!', '\\']) < 0;
}
