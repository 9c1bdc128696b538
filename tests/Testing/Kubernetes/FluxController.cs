using System.Text.Json.Nodes;

namespace Gimlet.Testing.Kubernetes;

/// <summary>Plays source-controller and kustomize-controller: the same changes of status, in the same order.</summary>
/// <remarks>Every status is patched in two requests, the conditions first and the other fields second.</remarks>
/// <param name="cluster">Where the objects are.</param>
/// <param name="objectNamespace">The namespace of the source and of its Kustomizations.</param>
/// <param name="source">The name of the GitRepository.</param>
public sealed class FluxController(KubernetesTestCluster cluster, string objectNamespace, string source)
{
    /// <summary>Creates the GitRepository.</summary>
    public void CreateSource(string url, string branch) => cluster.Apply(new JsonObject
    {
        ["apiVersion"] = "source.toolkit.fluxcd.io/v1",
        ["kind"] = "GitRepository",
        ["metadata"] = Metadata(source),
        ["spec"] = new JsonObject { ["url"] = url, ["ref"] = new JsonObject { ["branch"] = branch } },
    });

    /// <summary>Creates a Kustomization of the source, or changes its path.</summary>
    public void CreateKustomization(string name, string path) => cluster.Apply(new JsonObject
    {
        ["apiVersion"] = "kustomize.toolkit.fluxcd.io/v1",
        ["kind"] = "Kustomization",
        ["metadata"] = Metadata(name),
        ["spec"] = new JsonObject
        {
            ["path"] = path,
            ["sourceRef"] = new JsonObject { ["kind"] = "GitRepository", ["name"] = source },
        },
    });

    /// <summary>The source has fetched a revision.</summary>
    public void Fetch(string revision)
    {
        Patch("GitRepository", source, new() { ["observedGeneration"] = 1 },
            Condition("Ready", "Unknown", "Progressing", $"building artifact: new upstream revision '{revision}'"),
            Condition("Reconciling", "True", "Progressing", $"building artifact: new upstream revision '{revision}'"));
        Patch("GitRepository", source, new() { ["artifact"] = new JsonObject { ["revision"] = revision } },
            Condition("Ready", "True", "Succeeded", $"stored artifact for revision '{revision}'"),
            Condition("ArtifactInStorage", "True", "Succeeded", $"stored artifact for revision '{revision}'"));
    }

    /// <summary>The source cannot be fetched.</summary>
    public void FailToFetch(string message) => Patch("GitRepository", source, [],
        Condition("Ready", "False", "GitOperationFailed", message),
        Condition("FetchFailed", "True", "GitOperationFailed", message));

    /// <summary>A Kustomization is reconciled with success, step by step.</summary>
    public void Reconcile(string name, string revision)
    {
        Begin(name, revision);
        Progress(name, $"Building manifests for revision {revision} with a timeout of 5m0s",
            new() { ["lastAttemptedRevision"] = revision });
        Progress(name, $"Detecting drift for revision {revision} with a timeout of 5m0s", []);
        Patch("Kustomization", name, new() { ["lastAppliedRevision"] = revision, ["observedGeneration"] = 1 },
            Condition("Ready", "True", "ReconciliationSucceeded", $"Applied revision: {revision}"));
    }

    /// <summary>A Kustomization starts with a revision and is at its first step.</summary>
    public void Begin(string name, string revision) =>
        Progress(name, $"Fetching manifests for revision {revision} with a timeout of 5m0s", []);

    /// <summary>An attempt at a revision fails after the manifests were built.</summary>
    public void Fail(string name, string revision, string reason, string message)
    {
        Begin(name, revision);
        var step = $"Building manifests for revision {revision} with a timeout of 5m0s";
        Progress(name, step, new() { ["lastAttemptedRevision"] = revision });
        Patch("Kustomization", name, [],
            Condition("Ready", "False", reason, message),
            Condition("Reconciling", "True", "ProgressingWithRetry", step));
    }

    /// <summary>A Kustomization fails before it attempts anything.</summary>
    public void Refuse(string name, string reason, string message) =>
        Patch("Kustomization", name, [], Condition("Ready", "False", reason, message));

    private void Progress(string name, string step, JsonObject fields) => Patch("Kustomization", name, fields,
        Condition("Ready", "Unknown", "Progressing", "Reconciliation in progress"),
        Condition("Reconciling", "True", "Progressing", step));

    private void Patch(string kind, string name, JsonObject fields, params JsonNode[] conditions)
    {
        cluster.PatchStatus(kind, objectNamespace, name, new() { ["conditions"] = new JsonArray(conditions) });
        if (fields.Count > 0)
        {
            cluster.PatchStatus(kind, objectNamespace, name, fields);
        }
    }

    private JsonObject Metadata(string name) => new() { ["name"] = name, ["namespace"] = objectNamespace };

    private static JsonObject Condition(string type, string status, string reason, string message) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["reason"] = reason,
        ["message"] = message,
    };
}
