using System.Text.Json;
using Gimlet.Contracts;
using Gimlet.FluxWatcher.Objects;

namespace Gimlet.FluxWatcher.Tests.Objects;

/// <summary>Objects as the API sends them.</summary>
internal static class FluxObjects
{
    public const string Old = "0000000000000000000000000000000000000001";
    public const string New = "0000000000000000000000000000000000000002";
    public const string InSource = "0000000000000000000000000000000000000003";

    public static FluxObject Read(string json) => JsonSerializer.Deserialize<FluxObject>(json, ContractJson.Options)!;

    public static FluxObject Object(
        string conditions, string status = "", string spec = "", long generation = 1) => Read(
        $$"""
        {
          "metadata": {"name": "apps", "namespace": "flux-system", "generation": {{generation}}},
          "spec": { {{spec}} },
          "status": { "conditions": [{{conditions}}] {{(status.Length > 0 ? ", " + status : "")}} }
        }
        """);

    public static string Condition(
        string type, string status, string reason, string message, long? generation = null) =>
        JsonSerializer.Serialize(
            new { type, status, reason, message, observedGeneration = generation }, ContractJson.Options);
}
