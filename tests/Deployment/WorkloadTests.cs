using k8s;
using k8s.Models;

namespace Gimlet.Deployment.Tests;

public sealed class WorkloadTests
{
    private static readonly string[] Services = ["artifact", "flux-watcher", "gateway", "gitops-writer", "policy"];

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Overlay_Built_HasADeploymentAndAServicePerService(string name)
    {
        var overlay = await Overlay.BuildAsync(name);

        var deployments = overlay.Deployments.Select(item => item.Name()).Order();
        var services = overlay.All<V1Service>().Select(item => item.Name());

        Assert.Equal(Services, deployments);
        Assert.Empty(Services.Except(services));
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Pods_OfEveryWorkload_MayDoNothingThatTheyNeedNot(string name)
    {
        var overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.Workloads, workload =>
        {
            var pod = workload.Pod;
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.True(pod.SecurityContext.RunAsUser > 0);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.All(pod.Containers, container =>
            {
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.Null(container.SecurityContext.Capabilities.Add);
                Assert.Null(container.SecurityContext.Privileged);
            });
        });
        Assert.All(overlay.Deployments.SelectMany(item => item.Spec.Template.Spec.Containers), container =>
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem));
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Containers_OfEveryDeployment_HaveResourcesAndATag(string name)
    {
        var overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.Workloads.SelectMany(item => item.Pod.Containers), container =>
        {
            Assert.True(container.Resources.Requests.ContainsKey("cpu"));
            Assert.True(container.Resources.Requests.ContainsKey("memory"));
            Assert.True(container.Resources.Limits.ContainsKey("memory"));
            Assert.Matches(@"^[^:]+:[^:/]+$", container.Image);
            Assert.DoesNotContain(":latest", container.Image, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Probes_OfEveryDeployment_AskThePathsThatTheHostMaps(string name)
    {
        var overlay = await Overlay.BuildAsync(name);
        var mapped = string.Concat(SourceTree.Sources("shared/Hosting", "*.cs").Select(File.ReadAllText));

        Assert.All(overlay.Deployments, deployment =>
        {
            var container = Assert.Single(deployment.Spec.Template.Spec.Containers);
            Assert.Equal("/healthz/live", container.StartupProbe.HttpGet.Path);
            Assert.Equal("/healthz/live", container.LivenessProbe.HttpGet.Path);
            Assert.Equal("/healthz/ready", container.ReadinessProbe.HttpGet.Path);
            Assert.All(
                [container.StartupProbe, container.LivenessProbe, container.ReadinessProbe],
                probe => Assert.Contains(container.Ports, port => port.Name == probe.HttpGet.Port.Value));
        });
        Assert.Contains("\"/healthz/live\"", mapped, StringComparison.Ordinal);
        Assert.Contains("\"/healthz/ready\"", mapped, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task VolumeMounts_OfEveryContainer_NameAVolumeOfTheirPod(string name)
    {
        var overlay = await Overlay.BuildAsync(name);
        var claims = overlay.All<V1StatefulSet>()
            .SelectMany(item => item.Spec.VolumeClaimTemplates).Select(claim => claim.Name()).ToList();

        Assert.All(overlay.Workloads, workload =>
        {
            var volumes = (workload.Pod.Volumes ?? []).Select(volume => volume.Name).Concat(claims);
            var mounts = workload.Pod.Containers.SelectMany(container => container.VolumeMounts);
            Assert.Empty(mounts.Select(mount => mount.Name).Except(volumes));
        });
    }

    [Fact]
    public void Field_ThatItsTypeHasNot_IsRefused()
    {
        const string yaml = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replicsa: 1}\n";

        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(yaml, strict: true));
        var corrected = yaml.Replace("replicsa", "replicas", StringComparison.Ordinal);
        Assert.Single(KubernetesYaml.LoadAllFromString(corrected, strict: true));
    }

    [Fact]
    public async Task DeployKey_OfTheWriter_IsReadableByItsGroupAlone()
    {
        var overlay = await Overlay.BuildAsync("production");

        var pod = overlay.Deployments.Single(item => item.Name() == "gitops-writer").Spec.Template.Spec;
        var volume = pod.Volumes.Single(item => item.Secret is not null);

        Assert.Equal(Convert.ToInt32("400", 8), volume.Secret.DefaultMode);
        Assert.NotNull(pod.SecurityContext.FsGroup);
    }
}
