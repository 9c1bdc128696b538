namespace Gimlet.Cli.Ship.Contents;

/// <summary>Tells by its name, or by a password in the address that it holds, that a variable is a secret.</summary>
internal static class SecretNames
{
    private static readonly string[] Parts = ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "KEY", "CREDENTIAL"];

    // Short words that other names contain: GITHUB_PATH is no PAT.
    private static readonly string[] Words = ["PAT", "PSW", "JWT"];

    public static bool IsSecret(string name, string value) =>
        Parts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase))
        || name.Split('_').Any(word => Words.Contains(word, StringComparer.OrdinalIgnoreCase))
        || HoldsPassword(value);

    // GitLab's CI_REPOSITORY_URL carries the token of the job.
    private static bool HoldsPassword(string value) =>
        value.Contains("://", StringComparison.Ordinal)
        && Uri.TryCreate(value, UriKind.Absolute, out var address)
        && address.UserInfo.Contains(':', StringComparison.Ordinal);
}
