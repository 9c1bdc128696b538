using Gimlet.Templating.Values;

namespace Gimlet.Helm.Rendering;

/// <summary>The helm that charts are rendered as, <c>.Capabilities.HelmVersion</c>.</summary>
internal sealed class HelmVersion : IGoObject
{
    private const string Version = "v4.1.4";
    private const string GitCommit = "05fa37973dc9e42b76e1d2883494c87174b6074f";
    private const string GitTreeState = "clean";
    private const string GoVersion = "go1.25.9";
    private const string KubeClientVersion = "v1.35";

    public static HelmVersion Instance { get; } = new();

    public string TypeName => "version.BuildInfo";

    public bool TryGetMember(string name, out object? member)
    {
        member = name switch
        {
            nameof(Version) => Version,
            nameof(GitCommit) => GitCommit,
            nameof(GitTreeState) => GitTreeState,
            nameof(GoVersion) => GoVersion,
            nameof(KubeClientVersion) => KubeClientVersion,
            _ => null,
        };
        return member is not null;
    }

    public override string ToString() => $"{{{Version} {GitCommit} {GitTreeState} {GoVersion} {KubeClientVersion}}}";
}
