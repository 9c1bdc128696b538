using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Gimlet.Standalone.Demo;

/// <summary>Settings that suit a first look; whatever the environment or the command line says wins.</summary>
internal static class DemoSettings
{
    public static string SamplesPath => Path.Combine(AppContext.BaseDirectory, "samples");

    public static string[] AddTo(string[] settings)
    {
        var given = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build();
        var defaults = new Dictionary<string, string>
        {
            ["BIND_ADDRESS"] = "127.0.0.1",
            ["DATA_PATH"] = Path.Combine("data", "demo"),
            ["LOG_LEVEL"] = "Warning",
            ["CHARTS_PATH"] = Path.Combine(SamplesPath, "charts"),
            ["ADMIN_TOKEN"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
        };
        return
        [
            .. settings,
            .. defaults.Where(setting => string.IsNullOrEmpty(given[setting.Key]))
                .Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
    }
}
