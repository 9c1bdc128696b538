using Gimlet.Templating.Values;

namespace Gimlet.Helm.Rendering;

/// <summary>The order in which helm installs kinds; others follow by name.</summary>
internal sealed class InstallOrder : IComparer<string>
{
    private static readonly Dictionary<string, int> Ranks = new[]
    {
        "PriorityClass",
        "Namespace",
        "NetworkPolicy",
        "ResourceQuota",
        "LimitRange",
        "PodSecurityPolicy",
        "PodDisruptionBudget",
        "ServiceAccount",
        "Secret",
        "SecretList",
        "ConfigMap",
        "StorageClass",
        "PersistentVolume",
        "PersistentVolumeClaim",
        "CustomResourceDefinition",
        "ClusterRole",
        "ClusterRoleList",
        "ClusterRoleBinding",
        "ClusterRoleBindingList",
        "Role",
        "RoleList",
        "RoleBinding",
        "RoleBindingList",
        "Service",
        "DaemonSet",
        "Pod",
        "ReplicationController",
        "ReplicaSet",
        "Deployment",
        "HorizontalPodAutoscaler",
        "StatefulSet",
        "Job",
        "CronJob",
        "IngressClass",
        "Ingress",
        "APIService",
        "MutatingWebhookConfiguration",
        "ValidatingWebhookConfiguration",
    }.Index().ToDictionary(static entry => entry.Item, static entry => entry.Index, StringComparer.Ordinal);

    public static InstallOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var byRank = Ranks.GetValueOrDefault(x!, int.MaxValue).CompareTo(Ranks.GetValueOrDefault(y!, int.MaxValue));
        return byRank != 0 || Ranks.ContainsKey(x!) ? byRank : GoString.Compare(x!, y!);
    }
}
