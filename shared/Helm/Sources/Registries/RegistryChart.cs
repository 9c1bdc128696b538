using System.Text.RegularExpressions;

namespace Gimlet.Helm.Sources;

/// <summary>A chart of an OCI registry.</summary>
/// <param name="Registry">Where the registry is.</param>
/// <param name="Repository">The path of the chart in it.</param>
/// <param name="Version">A tag, a version or a range; null for the newest.</param>
/// <param name="Digest">The manifest's digest, <c>sha256:…</c>; null when the version decides.</param>
internal sealed partial record RegistryChart(Uri Registry, string Repository, string? Version, string? Digest)
    : ChartReference
{
    public const string Scheme = "oci://";

    public static RegistryChart From(string name, string? version)
    {
        var match = Reference().Match(name);
        if (!match.Success)
        {
            throw new ChartException($"{Redact(name)} is no reference of the form oci://host/path");
        }

        var tag = match.Groups["tag"] is { Success: true } group ? ToVersion(group.Value) : null;
        if (tag is not null && version is not null && tag != version)
        {
            throw new ChartException($"{Redact(name)} has the tag {tag} and the version is to be {version}");
        }

        var host = match.Groups["host"].Value;
        host = host.Equals("docker.io", StringComparison.OrdinalIgnoreCase) ? "registry-1.docker.io" : host;
        var digest = match.Groups["digest"] is { Success: true } value ? value.Value : null;
        return new RegistryChart(ToAddress(host), match.Groups["path"].Value, version ?? tag, digest);
    }

    public override string ToString() =>
        $"chart {Scheme}{Registry.Authority}/{Repository}{(Version is null ? "" : $" {Version}")}";

    /// <summary>Tags have no <c>+</c>, so helm writes versions with <c>_</c> in its place.</summary>
    public static string ToTag(string version) => version.Replace('+', '_');

    public static string ToVersion(string tag) => tag.Replace('_', '+');

    // Registries on the machine itself have no TLS; docker and helm take them for such, too.
    private static Uri ToAddress(string host) =>
        Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var address)
        ? address.IsLoopback ? new Uri($"http://{host}/") : address
        : throw new ChartException($"{ChartText.Show(host)} is no host");

    [GeneratedRegex(
        @"^(?i:oci)://(?<host>[A-Za-z0-9.-]+(:[0-9]{1,5})?)"
        + @"/(?<path>[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*)"
        + @"(:(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(@(?<digest>sha256:[0-9a-f]{64}))?$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
