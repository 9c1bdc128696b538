using System.Globalization;

namespace Gimlet.GitopsWriter.History;

/// <summary>How callers name the state of an environment that they hold: its version, and of what it is one.</summary>
internal static class EnvironmentState
{
    public static string Format(EnvironmentKey environment, long version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version}{Suffix(environment)}");

    /// <summary>The version; null when it is none of this environment in this repository.</summary>
    public static long? Parse(string state, EnvironmentKey environment)
    {
        var suffix = Suffix(environment);
        return state.EndsWith(suffix, StringComparison.Ordinal)
            && long.TryParse(
                state.AsSpan(0, state.Length - suffix.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var version)
            ? version
            : null;
    }

    private static string Suffix(EnvironmentKey environment) =>
        $" {environment.Env} {environment.Branch} {environment.Repository}";
}
