using System.Globalization;
using System.Text.Json.Nodes;

namespace Gimlet.Benchmarks.Load;

/// <summary>
/// An artifact whose one manifest is a chart. Each app is built from a repository of its own, and each build has an
/// image of its own, so that each deploy commits.
/// </summary>
internal static class ChartArtifact
{
    public static JsonObject Create(string env, string app, int build)
    {
        var artifact = Testing.Installations.Artifacts.Create(new JsonObject
        {
            ["app"] = app,
            ["env"] = env,
            ["namespace"] = "default",
            ["chart"] = new JsonObject { ["name"] = "web-app" },
            ["values"] = new JsonObject
            {
                ["image"] = new JsonObject { ["repository"] = $"registry.example.com/{app}", ["tag"] = TagOf(build) },
                ["ingress"] = new JsonObject { ["host"] = $"{app}.example.com" },
            },
        });
        artifact["version"]!["repositoryName"] = $"team/{app}";
        return artifact;
    }

    /// <summary>What the app's deployment has after that build alone.</summary>
    public static string MarkOf(string app, int build) => $"{app}:{TagOf(build)}";

    private static string TagOf(int build) => string.Create(CultureInfo.InvariantCulture, $"build-{build:0000000}");
}
