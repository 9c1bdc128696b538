using Gimlet.Contracts.Flux;
using Gimlet.FluxWatcher.Objects;

namespace Gimlet.FluxWatcher.Tests.Objects;

public sealed class FailingObjectsTests
{
    [Theory]
    [InlineData(
        "health check failed after 5m0s: timeout waiting for: [Deployment/staging/web status: 'InProgress']",
        "Deployment/staging/web")]
    [InlineData(
        "timeout waiting for: [Deployment/a/x status: 'InProgress', StatefulSet/b/y status: 'Failed']",
        "Deployment/a/x StatefulSet/b/y")]
    [InlineData(
        "health check failed after 1.2s: failed early due to stalled resources: [Deployment/a/x status: 'Failed']",
        "Deployment/a/x")]
    [InlineData("Deployment/a/x dry-run failed (Invalid): Deployment.apps \"x\" is invalid", "Deployment/a/x")]
    [InlineData("Deployment/a/x dry-run failed, reason: Invalid, error: spec.template", "Deployment/a/x")]
    [InlineData(
        "Service/a/x apply failed, error: conflict\nConfigMap/a/y dry-run failed: no",
        "Service/a/x ConfigMap/a/y")]
    [InlineData("Namespace/x dry-run failed (Forbidden): no", "Namespace//x")]
    [InlineData("ClusterRole/system:x dry-run failed (Forbidden): no", "ClusterRole//system:x")]
    [InlineData("CustomResourceDefinition/a.example.com status: 'NotFound'", "CustomResourceDefinition//a.example.com")]
    [InlineData("Deployment/a/x status: 'InProgress', Deployment/a/x status: 'InProgress'", "Deployment/a/x")]
    [InlineData("Deployment/a/x status: 'Current'", "")]
    [InlineData("Role/a/x namespace not specified: the server could not find the requested resource", "Role/a/x")]
    [InlineData("kustomize build failed: see Deployment/a/x for more", "")]
    [InlineData("dependency 'flux-system/infra' is not ready", "")]
    [InlineData("", "")]
    public void Message_NamesTheObjectsThatFail(string message, string expected)
    {
        var found = FailingObjects.Find(message);

        Assert.Equal(expected, string.Join(' ', found.Select(o => $"{o.Kind}/{o.Namespace}/{o.Name}")));
    }

    [Fact]
    public void Message_OfTheGreatestSize_IsReadQuickly()
    {
        var hostile = string.Concat(Enumerable.Repeat("Aa/b-c/", 32 * 1024 / 7));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.Empty(FailingObjects.Find(hostile));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Object_OfTheWholeCluster_HasNoNamespace() =>
        Assert.Equal([new FailingObject("Namespace", "", "x")], FailingObjects.Find("Namespace/x dry-run failed: no"));
}
