using System.Collections;
using Gimlet.Templating;
using Gimlet.Templating.Values;

namespace Gimlet.Helm.Rendering;

/// <summary>The API versions that a chart may ask for, <c>.Capabilities.APIVersions</c>.</summary>
internal sealed class ApiVersionSet : IReadOnlyList<string>, IGoObject
{
    private readonly IReadOnlyList<string> _versions;
    private readonly TemplateFunction _has;

    private ApiVersionSet(IReadOnlyList<string> versions)
    {
        _versions = versions;
        var set = versions.ToHashSet(StringComparer.Ordinal);
        _has = new TemplateFunction(
            "Has", [ParameterType.Text], null, (_, arguments) => set.Contains(arguments.Text(0)));
    }

    /// <summary>What helm 4.1.4 knows without a cluster: the groups of its client library, in their order.</summary>
    public static ApiVersionSet Default { get; } = new([
        "v1",
        "admissionregistration.k8s.io/v1",
        "admissionregistration.k8s.io/v1alpha1",
        "admissionregistration.k8s.io/v1beta1",
        "internal.apiserver.k8s.io/v1alpha1",
        "apps/v1",
        "apps/v1beta1",
        "apps/v1beta2",
        "authentication.k8s.io/v1",
        "authentication.k8s.io/v1alpha1",
        "authentication.k8s.io/v1beta1",
        "authorization.k8s.io/v1",
        "authorization.k8s.io/v1beta1",
        "autoscaling/v1",
        "autoscaling/v2",
        "autoscaling/v2beta1",
        "autoscaling/v2beta2",
        "batch/v1",
        "batch/v1beta1",
        "certificates.k8s.io/v1",
        "certificates.k8s.io/v1beta1",
        "certificates.k8s.io/v1alpha1",
        "coordination.k8s.io/v1alpha2",
        "coordination.k8s.io/v1beta1",
        "coordination.k8s.io/v1",
        "discovery.k8s.io/v1",
        "discovery.k8s.io/v1beta1",
        "events.k8s.io/v1",
        "events.k8s.io/v1beta1",
        "extensions/v1beta1",
        "flowcontrol.apiserver.k8s.io/v1",
        "flowcontrol.apiserver.k8s.io/v1beta1",
        "flowcontrol.apiserver.k8s.io/v1beta2",
        "flowcontrol.apiserver.k8s.io/v1beta3",
        "networking.k8s.io/v1",
        "networking.k8s.io/v1beta1",
        "node.k8s.io/v1",
        "node.k8s.io/v1alpha1",
        "node.k8s.io/v1beta1",
        "policy/v1",
        "policy/v1beta1",
        "rbac.authorization.k8s.io/v1",
        "rbac.authorization.k8s.io/v1beta1",
        "rbac.authorization.k8s.io/v1alpha1",
        "resource.k8s.io/v1",
        "resource.k8s.io/v1beta2",
        "resource.k8s.io/v1beta1",
        "resource.k8s.io/v1alpha3",
        "scheduling.k8s.io/v1alpha1",
        "scheduling.k8s.io/v1beta1",
        "scheduling.k8s.io/v1",
        "storage.k8s.io/v1beta1",
        "storage.k8s.io/v1",
        "storage.k8s.io/v1alpha1",
        "storagemigration.k8s.io/v1beta1",
        "apiextensions.k8s.io/v1beta1",
        "apiextensions.k8s.io/v1",
    ]);

    public int Count => _versions.Count;

    public string TypeName => "common.VersionSet";

    public string this[int index] => _versions[index];

    public ApiVersionSet With(IReadOnlyList<string> further) =>
        further.Count == 0 ? this : new ApiVersionSet([.. _versions, .. further]);

    public bool TryGetMember(string name, out object? member)
    {
        member = name == "Has" ? _has : null;
        return member is not null;
    }

    public IEnumerator<string> GetEnumerator() => _versions.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
