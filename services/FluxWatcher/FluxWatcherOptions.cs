using System.ComponentModel.DataAnnotations;

namespace Gimlet.FluxWatcher;

internal sealed record FluxWatcherOptions
{
    public const string Auto = "auto";
    public const string Kubernetes = "kubernetes";
    public const string Simulated = "simulated";
    public const string None = "none";

    /// <summary>Where statuses come from besides webhooks, which are always taken.</summary>
    [ConfigurationKeyName("FLUX_SOURCE")]
    [AllowedValues(
        Auto, Kubernetes, Simulated, None, ErrorMessage = "FLUX_SOURCE must be auto, kubernetes, simulated or none")]
    public string Source { get; init; } = Auto;

    /// <summary>Separated by commas; all when empty. The namespaces of the GitRepositories belong to it.</summary>
    [ConfigurationKeyName("FLUX_NAMESPACES")]
    [RegularExpression(
        "^[a-z0-9-]{1,63}( *, *[a-z0-9-]{1,63})*$",
        ErrorMessage = "FLUX_NAMESPACES must be names of namespaces, separated by commas")]
    public string Namespaces { get; init; } = "";

    /// <summary>How long the simulated Flux takes to apply a revision; long enough to be seen.</summary>
    [ConfigurationKeyName("FLUX_SIMULATED_DELAY")]
    [Range(
        typeof(TimeSpan), "00:00:00", "00:10:00",
        ErrorMessage = "FLUX_SIMULATED_DELAY must be from 00:00:00 to 00:10:00")]
    public TimeSpan SimulatedDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Path of a kubeconfig; <c>~/.kube/config</c>, then the pod's service account when empty.</summary>
    [ConfigurationKeyName("KUBECONFIG")]
    public string Kubeconfig { get; init; } = "";

    [ConfigurationKeyName("DATA_PATH")]
    public string DataPath { get; init; } = "data";

    [ConfigurationKeyName("GITOPS_REPO")]
    public string GitopsRepo { get; init; } = "";

    [ConfigurationKeyName("GITOPS_REPOS")]
    public string GitopsRepos { get; init; } = "";

    /// <summary>One entry per scope that is watched; null stands for all namespaces.</summary>
    public IReadOnlyList<string?> Scopes()
    {
        var names = Namespaces.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length > 0 ? [.. names.Distinct()] : new string?[] { null };
    }

    /// <summary>Whether any gitops repository is configured: what runs there is never simulated.</summary>
    public bool HasConfiguredRepository() => GitopsRepo.Length > 0 || GitopsRepos.Length > 0;
}
