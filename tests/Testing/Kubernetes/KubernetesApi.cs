using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Gimlet.Testing.Kubernetes;

/// <summary>Answers the requests.</summary>
internal sealed partial class KubernetesApi(ObjectStore store, WatchStreams watches, KubernetesTestCluster cluster)
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["kustomize.toolkit.fluxcd.io/v1/kustomizations"] = "Kustomization",
        ["helm.toolkit.fluxcd.io/v2/helmreleases"] = "HelmRelease",
        ["source.toolkit.fluxcd.io/v1/gitrepositories"] = "GitRepository",
    };

    public static JsonObject Expired() => Status(410, "Expired", "too old resource version");

    public async Task HandleAsync(HttpContext context)
    {
        var match = ResourcePath().Match(context.Request.Path);
        var plural = match.Groups["plural"].Value;
        if (cluster.Unavailable)
        {
            await AnswerAsync(
                context, Status(503, "ServiceUnavailable", "the server is currently unable to handle the request"));
        }
        else if (context.Request.Headers.Authorization != $"Bearer {cluster.Token}")
        {
            await AnswerAsync(context, Status(401, "Unauthorized", "Unauthorized"));
        }
        else if (!match.Success
            || cluster.NotInstalled.Contains(plural)
            || !Kinds.TryGetValue($"{match.Groups["group"]}/{match.Groups["version"]}/{plural}", out var kind))
        {
            await AnswerAsync(context, Status(404, "NotFound", "the server could not find the requested resource"));
        }
        else if (cluster.Forbidden.Contains(plural))
        {
            await AnswerAsync(context, Status(
                403,
                "Forbidden",
                $"""{plural} is forbidden: User "test" cannot list resource "{plural}" at the cluster scope"""));
        }
        else
        {
            var objectNamespace = match.Groups["namespace"] is { Success: true, Value: var value } ? value : null;
            await (context.Request.Query["watch"] == "true"
                ? WatchAsync(context, kind, objectNamespace)
                : ListAsync(context, kind, objectNamespace));
        }
    }

    private async Task WatchAsync(HttpContext context, string kind, string? objectNamespace)
    {
        var version = long.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture);
        if (cluster.ExpiresByStatus && store.After(version) is null)
        {
            await AnswerAsync(context, Expired());
        }
        else
        {
            await watches.ServeAsync(context, kind, objectNamespace, version);
        }
    }

    private async Task ListAsync(HttpContext context, string kind, string? objectNamespace)
    {
        cluster.CountList();
        var (version, items) = store.List(kind, objectNamespace);
        var start = ReadNumber(context, "continue") ?? 0;
        var asked = ReadNumber(context, "limit") ?? items.Count;
        var end = Math.Min(items.Count, start + Math.Min(asked, cluster.LargestPage));
        await context.Response.WriteAsJsonAsync(
            new JsonObject
            {
                ["kind"] = $"{kind}List",
                ["metadata"] = new JsonObject
                {
                    ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture),
                    ["continue"] = end < items.Count ? end.ToString(CultureInfo.InvariantCulture) : "",
                },
                ["items"] = new JsonArray([.. items.Skip(start).Take(end - start).Select(item => item.DeepClone())]),
            },
            context.RequestAborted);
    }

    private static int? ReadNumber(HttpContext context, string parameter) =>
        int.TryParse(context.Request.Query[parameter], CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Task AnswerAsync(HttpContext context, JsonObject status)
    {
        context.Response.StatusCode = (int)status["code"]!;
        return context.Response.WriteAsJsonAsync(status, context.RequestAborted);
    }

    private static JsonObject Status(int code, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = code,
    };

    [GeneratedRegex(@"^/apis/(?<group>[^/]+)/(?<version>[^/]+)/(?:namespaces/(?<namespace>[^/]+)/)?(?<plural>[a-z]+)$")]
    private static partial Regex ResourcePath();
}
