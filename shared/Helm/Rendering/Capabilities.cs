using Gimlet.Templating.Values;

namespace Gimlet.Helm.Rendering;

/// <summary>What a chart may ask about the cluster and helm, <c>.Capabilities</c>.</summary>
internal sealed class Capabilities(KubeVersion kubeVersion, ApiVersionSet apiVersions) : IGoObject
{
    private static readonly Capabilities Default = new(KubeVersion.Default, ApiVersionSet.Default);

    public KubeVersion KubeVersion { get; } = kubeVersion;

    public string TypeName => "*common.Capabilities";

    public static Capabilities For(RenderRequest request) => request is { KubeVersion: null, ApiVersions.Count: 0 }
        ? Default
        : new Capabilities(
            request.KubeVersion is { } version ? KubeVersion.Parse(version) : KubeVersion.Default,
            ApiVersionSet.Default.With(request.ApiVersions));

    public bool TryGetMember(string name, out object? member)
    {
        member = name switch
        {
            "KubeVersion" => KubeVersion,
            "APIVersions" => apiVersions,
            "HelmVersion" => HelmVersion.Instance,
            _ => null,
        };
        return member is not null;
    }
}
