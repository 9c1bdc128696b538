using System.Text.Json.Nodes;

namespace Gimlet.Testing.Installations;

/// <summary>Artifacts as CI would ship them.</summary>
public static class Artifacts
{
    public static JsonObject Create(params JsonObject[] environments) => new()
    {
        ["version"] = new JsonObject
        {
            ["repositoryName"] = "team/shop",
            ["sha"] = "0123456789abcdef0123456789abcdef01234567",
            ["created"] = 1_700_000_000,
            ["branch"] = "main",
            ["event"] = "push",
            ["authorName"] = "Jane Doe",
            ["authorEmail"] = "jane@example.com",
            ["message"] = "Sell more",
            ["url"] = "https://example.com/team/shop",
        },
        ["context"] = new JsonObject { ["BRANCH"] = "main", ["SHA"] = "0123456789abcdef0123456789abcdef01234567" },
        ["environments"] = new JsonArray([.. environments]),
    };

    /// <summary>A manifest of one ConfigMap, without a policy.</summary>
    public static JsonObject Manifest(string env, string app, string content = "hello") => new()
    {
        ["app"] = app,
        ["env"] = env,
        ["namespace"] = "default",
        ["manifests"] = $"""
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {app}
              namespace: default
            data:
              content: {content}

            """,
    };

    /// <summary>Gives a manifest a release policy.</summary>
    public static JsonObject WithPolicy(this JsonObject manifest, JsonObject deploy)
    {
        manifest["deploy"] = deploy;
        return manifest;
    }
}
