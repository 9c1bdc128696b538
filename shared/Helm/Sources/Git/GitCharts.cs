using System.Diagnostics.CodeAnalysis;

namespace Gimlet.Helm.Sources;

/// <summary>
/// Whether this program can fetch charts from git. Programs that are one file turn it off: libgit2 would be a second
/// one. Trimming then leaves out everything that needs it.
/// </summary>
internal static class GitCharts
{
    private const string Switch = "Gimlet.Helm.GitCharts";

    [FeatureSwitchDefinition(Switch)]
    public static bool AreSupported => !AppContext.TryGetSwitch(Switch, out var isOn) || isOn;
}
