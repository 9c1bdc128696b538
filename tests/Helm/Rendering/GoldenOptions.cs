namespace Gimlet.Helm.Tests.Rendering;

/// <summary>The options of a golden case, for helm and for the library.</summary>
internal sealed record GoldenOptions
{
    public string ReleaseName { get; init; } = "demo";

    public string Namespace { get; init; } = "team";

    public string? KubeVersion { get; init; }

    public string[] ApiVersions { get; init; } = [];

    public bool IncludeCrds { get; init; }

    public string[] ShowOnly { get; init; } = [];

    public IEnumerable<string> Arguments =>
    [
        .. KubeVersion is null ? Array.Empty<string>() : ["--kube-version", KubeVersion],
        .. ApiVersions.SelectMany(static version => new[] { "--api-versions", version }),
        .. IncludeCrds ? new[] { "--include-crds" } : [],
        .. ShowOnly.SelectMany(static path => new[] { "--show-only", path }),
    ];

    public RenderRequest ToRequest(IReadOnlyDictionary<string, object?>? values) => new()
    {
        ReleaseName = ReleaseName,
        Namespace = Namespace,
        Values = values,
        KubeVersion = KubeVersion,
        ApiVersions = ApiVersions,
        IncludeCrds = IncludeCrds,
        ShowOnly = ShowOnly,
    };
}
