namespace Gimlet.GitopsWriter.Repositories;

/// <summary>One configured repository, for one environment or for all that have none of their own.</summary>
internal sealed record RepositorySettings
{
    /// <summary>Empty for the default repository.</summary>
    public required string Env { get; init; }

    /// <summary>What git connects to, without credentials.</summary>
    public required string Url { get; init; }

    public required string Branch { get; init; }

    /// <summary>The repository belongs to the environment alone: apps are at its root.</summary>
    public bool RepositoryPerEnv { get; init; }

    /// <summary>The repository under <c>DATA_PATH</c> that stands in until one is configured.</summary>
    public bool Embedded { get; init; }

    public string DeployKeyPath { get; init; } = "";

    /// <summary>User and password that the address carried; null when it carried none.</summary>
    public (string User, string Password)? Credentials { get; init; }

    /// <summary>The address as tables and messages have it.</summary>
    public string Address => RepositoryAddress.Normalise(Url);

    /// <summary>The folder of a local repository; null for one behind a network.</summary>
    public string? LocalPath =>
        Url.StartsWith('/') ? Url
            : Url.StartsWith("file:///", StringComparison.Ordinal) ? new Uri(Url).LocalPath
            : null;

    public bool IsSsh => LocalPath is null && !Url.StartsWith("https://", StringComparison.Ordinal)
        && !Url.StartsWith("http://", StringComparison.Ordinal);

    /// <summary>The directory of an app in the repository.</summary>
    public string PathOf(string env, string app) => RepositoryPerEnv ? app : $"{env}/{app}";

    // A record would print its credentials.
    public override string ToString() => $"{Address} ({Branch})";
}
