using k8s;
using k8s.Exceptions;
using YamlDotNet.Core;

namespace Gimlet.FluxWatcher.Cluster;

/// <summary>Finds the cluster: a kubeconfig, or the service account of the pod that this runs in.</summary>
internal static class KubernetesConnection
{
    public static bool IsConfigured(FluxWatcherOptions options) =>
        options.Kubeconfig.Length > 0
        || File.Exists(KubernetesClientConfiguration.KubeConfigDefaultLocation)
        || KubernetesClientConfiguration.IsInCluster();

    public static Kubernetes Open(FluxWatcherOptions options)
    {
        try
        {
            return new(Read(options));
        }
        catch (Exception e)
            when (e is KubeConfigException or YamlException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"KUBECONFIG cannot be used: {e.Message}", e);
        }
    }

    private static KubernetesClientConfiguration Read(FluxWatcherOptions options)
    {
        // KUBECONFIG may name several files; the first that exists has the current context.
        var named = options.Kubeconfig.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var path = named.FirstOrDefault(File.Exists) ?? named.FirstOrDefault()
            ?? KubernetesClientConfiguration.KubeConfigDefaultLocation;
        return named.Length > 0 || File.Exists(path)
            ? KubernetesClientConfiguration.BuildConfigFromConfigFile(path)
            : KubernetesClientConfiguration.InClusterConfig();
    }
}
