using Gimlet.Testing.Git;

namespace Gimlet.Benchmarks.Load;

/// <summary>How the gitops repository is reached.</summary>
internal enum Transport
{
    File,
    Ssh,
    Https,
}

/// <summary>The remotes that the tests have too.</summary>
internal static class LoadRemote
{
    public static async Task<RemoteRepository> StartAsync(Transport transport, CancellationToken cancellationToken) =>
        transport switch
        {
            Transport.Ssh => await SshRemote.StartAsync(cancellationToken),
            Transport.Https => await HttpsRemote.StartAsync(cancellationToken),
            _ => new FileRemote(),
        };

    /// <summary>What an installation is started with to write to it.</summary>
    public static Dictionary<string, string?> SettingsOf(RemoteRepository remote)
    {
        var settings = remote.Settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        settings["GITOPS_REPO"] = remote.Url;
        settings["CHARTS_PATH"] = LoadBenchmark.Charts;
        settings["LOG_LEVEL"] = "Warning";
        return settings;
    }
}
