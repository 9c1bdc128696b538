using k8s;
using k8s.Models;

namespace Gimlet.Deployment.Tests;

public sealed class ReferenceTests
{
    // Secrets that hold what only the operator knows; docs/running.md creates them.
    private static readonly string[] OperatorSecrets = ["gimlet", "gimlet-tls", "gitops-ssh"];

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Selectors_OfWorkloads_MatchTheirOwnPodsAlone(string name)
    {
        var overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.Workloads, workload =>
            Assert.Equal([workload.Name], Selected(overlay, workload.Selector)));
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Services_OfEveryKind_ReachAPortOfTheirPods(string name)
    {
        var overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.All<V1Service>(), service =>
        {
            Assert.Equal([service.Name()], Selected(overlay, service.Spec.Selector));
            var pod = overlay.Workloads.Single(workload => workload.Name == service.Name()).Template.Spec;
            Assert.All(service.Spec.Ports, port =>
            {
                var target = Assert.Single(
                    pod.Containers.SelectMany(item => item.Ports), item => item.Name == port.TargetPort.Value);
                Assert.Equal(target.ContainerPort, port.Port);
            });
        });
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Addresses_InTheSettings_AreServicesOfThisNamespace(string name)
    {
        var overlay = await Overlay.BuildAsync(name);
        var settings = Assert.Single(overlay.All<V1ConfigMap>()).Data;

        var addresses = settings.Where(setting => setting.Key.EndsWith("_URL", StringComparison.Ordinal)).ToList();

        Assert.Equal(4, addresses.Count);
        Assert.All(addresses, address =>
        {
            var uri = new Uri(address.Value);
            var service = Assert.Single(overlay.All<V1Service>(), item => item.Name() == uri.Host);
            Assert.Contains(service.Spec.Ports, port => port.Name == "grpc" && port.Port == uri.Port);
            Assert.Equal(address.Key, uri.Host.Replace('-', '_').ToUpperInvariant() + "_URL");
        });
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task References_ToConfigMapsAndSecrets_Exist(string name)
    {
        var overlay = await Overlay.BuildAsync(name);
        var maps = overlay.All<V1ConfigMap>().Select(map => map.Name()).ToList();
        var secrets = overlay.All<V1Secret>().Select(secret => secret.Name()).Concat(OperatorSecrets).ToList();
        var documented = SourceTree.Read("docs", "running.md");

        Assert.All(overlay.Workloads.SelectMany(workload => workload.Pod.Containers), container =>
        {
            Assert.All(container.EnvFrom ?? [], source => Assert.Contains(source.ConfigMapRef.Name, maps));
            var keys = (container.Env ?? []).Select(item => item.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>();
            Assert.All(keys, key =>
            {
                Assert.Contains(key.Name, secrets);
                var generated = overlay.All<V1Secret>().SingleOrDefault(secret => secret.Name() == key.Name);
                Assert.True(
                    generated is null || key.Optional == true || generated.Data.ContainsKey(key.Key), key.Key);
            });
        });
        Assert.All(
            overlay.Deployments.SelectMany(item => item.Spec.Template.Spec.Volumes).Select(volume => volume.Secret),
            secret => Assert.True(secret is null || secrets.Contains(secret.SecretName), secret?.SecretName));
        Assert.All(OperatorSecrets, secret => Assert.Matches($@"create secret \w+ {secret} ", documented));
    }

    [Fact]
    public async Task Ingress_OfProduction_PublishesTheGatewaysApiAlone()
    {
        var overlay = await Overlay.BuildAsync("production");

        var paths = Assert.Single(overlay.All<V1Ingress>()).Spec.Rules.SelectMany(rule => rule.Http.Paths).ToList();

        Assert.Equal(["/api", "/openapi"], paths.Select(path => path.Path));
        Assert.All(paths.Select(path => path.Backend.Service), service =>
            Assert.Equal(("gateway", "http"), (service.Name, service.Port.Name)));
    }

    [Fact]
    public async Task Autoscalers_AndBudgets_NameDeploymentsThatExist()
    {
        var overlay = await Overlay.BuildAsync("production");
        string[] scaled = ["artifact", "gateway", "policy"];

        var scalers = overlay.All<V2HorizontalPodAutoscaler>().ToList();
        var budgets = overlay.All<V1PodDisruptionBudget>().ToList();

        Assert.Equal(scaled, scalers.Select(scaler => scaler.Spec.ScaleTargetRef.Name).Order());
        Assert.All(scalers, scaler =>
        {
            var reference = scaler.Spec.ScaleTargetRef;
            var target = Assert.Single(overlay.Deployments, item => item.Name() == reference.Name);
            Assert.Equal((target.ApiVersion, target.Kind), (reference.ApiVersion, reference.Kind));
            Assert.Null(target.Spec.Replicas);
        });
        Assert.Equal(scaled, budgets.SelectMany(budget => Selected(overlay, budget.Spec.Selector.MatchLabels)).Order());
    }

    [Fact]
    public async Task Development_HasOneReplicaOfEverything()
    {
        var overlay = await Overlay.BuildAsync("dev");

        Assert.Empty(overlay.All<V2HorizontalPodAutoscaler>());
        Assert.Empty(overlay.All<V1PodDisruptionBudget>());
        Assert.All(overlay.Deployments, deployment => Assert.True(deployment.Spec.Replicas is null or 1));
        Assert.Equal(["postgres", "rabbitmq"], overlay.All<V1StatefulSet>().Select(item => item.Name()).Order());
    }

    private static IEnumerable<string> Selected(Overlay overlay, IDictionary<string, string> selector) =>
        overlay.Workloads
            .Where(workload => selector.All(workload.Template.Metadata.Labels.Contains))
            .Select(workload => workload.Name);
}
