using System.Text.Json.Nodes;

namespace Gimlet.Standalone.Demo;

/// <summary>A request's status as the command line prints it.</summary>
internal static class TrackingBlock
{
    private const string Succeeded = "ReconciliationSucceeded";

    public static IEnumerable<string> Write(string id, JsonObject status)
    {
        var state = Text(status, "status");
        yield return $"👉 Request ({id}) is {state} {Text(status, "statusDesc")}".TrimEnd();
        if (state == "new")
        {
            yield return "\t⏳ The release is not processed yet...";
            yield break;
        }

        var results = Results(status);
        if (state == "processed" && results.Count == 0)
        {
            yield return Text(status, "type") == "artifact"
                ? "\t🔖 The artifact didn't trigger any release policies"
                : "\t🔖 The release didn't generate any gitops commits";
        }

        foreach (var result in results)
        {
            yield return "\t" + Write(result);
        }
    }

    /// <summary>Whether Flux has applied all that was asked for.</summary>
    public static bool IsSuccess(JsonObject? status) =>
        status is not null
        && Results(status) is { Count: > 0 } results
        && results.All(result => Text(result, "gitopsCommitStatus") == Succeeded);

    private static string Write(JsonObject result)
    {
        var target = $"{Text(result, "app")} -> {Text(result, "env")}";
        if (Text(result, "status") == "failure")
        {
            return $"❗ {target}, status is failure, {Text(result, "statusDesc")}";
        }

        var hash = Text(result, "hash");
        var status = Text(result, "gitopsCommitStatus");
        return status.Contains("Failed", StringComparison.Ordinal)
            ? $"❗ {target}, gitops hash: {hash}, status: {status}, {Text(result, "gitopsCommitStatusDesc")}"
            : $"📖 {target}, gitops hash {hash}, status is {status}";
    }

    private static List<JsonObject> Results(JsonObject status) =>
        [.. (status["results"] as JsonArray ?? []).OfType<JsonObject>()];

    private static string Text(JsonObject node, string name) => (string?)node[name] ?? "";
}
