using System.Collections.Concurrent;
using k8s;
using k8s.Models;

namespace Gimlet.Deployment.Tests;

/// <summary>What an overlay of k8s/ builds to, each object read strictly: an unknown field is an error.</summary>
internal sealed class Overlay(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects)
{
    private static readonly ConcurrentDictionary<string, Task<Overlay>> Built = new(StringComparer.Ordinal);

    public static TheoryData<string> Names { get; } = new(
        Directory.EnumerateDirectories(SourceTree.At("k8s", "overlays")).Select(folder => Path.GetFileName(folder)!));

    public IEnumerable<V1Deployment> Deployments => All<V1Deployment>();

    /// <summary>Everything that makes pods: labels, containers and volumes.</summary>
    public IEnumerable<Workload> Workloads =>
        Deployments.Select(item => new Workload(item.Name(), item.Spec.Selector.MatchLabels, item.Spec.Template))
            .Concat(All<V1StatefulSet>().Select(
                item => new Workload(item.Name(), item.Spec.Selector.MatchLabels, item.Spec.Template)));

    public IEnumerable<T> All<T>() => objects.OfType<T>();

    /// <summary>Builds it once per run.</summary>
    public static Task<Overlay> BuildAsync(string name) => Built.GetOrAdd(name, async overlay =>
    {
        var yaml = await Kubectl.KustomizeAsync(SourceTree.At("k8s", "overlays", overlay), CancellationToken.None);
        var objects = KubernetesYaml.LoadAllFromString(yaml, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>();
        return new Overlay(objects.ToList());
    });
}

internal sealed record Workload(string Name, IDictionary<string, string> Selector, V1PodTemplateSpec Template)
{
    public V1PodSpec Pod => Template.Spec;
}
