using System.Text.Json.Nodes;

namespace Gimlet.Benchmarks.Load;

/// <summary>An artifact whose one manifest is a chart; each build has an image of its own, so that each deploy commits.</summary>
internal static class ChartArtifact
{
    public static JsonObject Create(string env, string app, int build) => Testing.Installations.Artifacts.Create(new JsonObject
    {
        ["app"] = app,
        ["env"] = env,
        ["namespace"] = "default",
        ["chart"] = new JsonObject { ["name"] = "web-app" },
        ["values"] = new JsonObject
        {
            ["image"] = new JsonObject { ["repository"] = $"registry.example.com/{app}", ["tag"] = $"build-{build}" },
            ["ingress"] = new JsonObject { ["host"] = $"{app}.example.com" },
        },
    });
}
