using k8s;
using k8s.Models;

namespace Gimlet.Deployment.Tests;

public sealed class RbacTests
{
    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Watcher_InTheCluster_MayReadFluxAndNothingElse(string name)
    {
        var overlay = await Overlay.BuildAsync(name);

        var role = Assert.Single(overlay.All<V1ClusterRole>());
        var granted =
            from rule in role.Rules
            from apiGroup in rule.ApiGroups
            from resource in rule.Resources
            orderby resource
            select $"{resource}.{apiGroup}";

        Assert.Equal(
            [
                "gitrepositories.source.toolkit.fluxcd.io",
                "helmreleases.helm.toolkit.fluxcd.io",
                "kustomizations.kustomize.toolkit.fluxcd.io",
            ],
            granted);
        Assert.All(role.Rules, rule => Assert.Equal(["get", "list", "watch"], rule.Verbs.Order()));
        Assert.Null(role.AggregationRule);
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Role_InTheCluster_IsBoundToTheWatcherAlone(string name)
    {
        var overlay = await Overlay.BuildAsync(name);

        var binding = Assert.Single(overlay.All<V1ClusterRoleBinding>());
        var subject = Assert.Single(binding.Subjects);
        var account = Assert.Single(overlay.All<V1ServiceAccount>());

        Assert.Equal("ClusterRole", binding.RoleRef.Kind);
        Assert.Equal(Assert.Single(overlay.All<V1ClusterRole>()).Name(), binding.RoleRef.Name);
        Assert.Equal(("ServiceAccount", "flux-watcher"), (subject.Kind, subject.Name));
        Assert.Equal((account.Name(), account.Namespace()), (subject.Name, subject.NamespaceProperty));
        Assert.Empty(overlay.All<V1Role>());
        Assert.Empty(overlay.All<V1RoleBinding>());
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Token_OfTheCluster_IsMountedForTheWatcherAlone(string name)
    {
        var overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.Workloads, workload =>
            Assert.Equal(workload.Name == "flux-watcher", workload.Pod.AutomountServiceAccountToken));
        Assert.All(overlay.Workloads, workload => Assert.Equal(
            workload.Name == "flux-watcher" ? "flux-watcher" : null, workload.Pod.ServiceAccountName));
    }
}
