using Gimlet.Contracts.Artifacts;
using Gimlet.Manifests;
using Gimlet.Policy.Requests;
using Gimlet.Policy.Results;
using Grpc.Core;

namespace Gimlet.Policy.Evaluation;

/// <summary>Deletes what the cleanup policies of a deleted branch's newest artifact name.</summary>
internal sealed class EvaluateBranchDeletion(
    ArtifactCatalog artifacts, RequestRecorder recorder, ILogger<EvaluateBranchDeletion> logger)
{
    private const string Event = "branchDeleted";

    /// <summary>Returns when the request is stored. While artifacts cannot be asked for, it waits for resync.</summary>
    public async Task<string> HandleAsync(
        string requestId, string repository, string branch, CancellationToken cancellationToken)
    {
        RequestChecks.Text("repository", repository);
        RequestChecks.Text("branch", branch);
        var request = new NewRequest
        {
            Id = RequestId.Take(requestId),
            Kind = RequestKind.BranchDeleted,
            Repository = repository,
            Branch = branch,
            TriggeredBy = NewRequest.Policy,
        };
        await recorder.RecordAsync(request, plan: null, cancellationToken);
        try
        {
            await EvaluateAsync(request, cancellationToken);
        }
        catch (RpcException e)
        {
            Log.BranchPostponed(logger, branch, repository, e.Status.Detail);
        }

        return request.Id;
    }

    /// <summary>Evaluates a request that is stored; one that was evaluated before stays as it is.</summary>
    public async Task EvaluateAsync(NewRequest request, CancellationToken cancellationToken)
    {
        Plan plan;
        try
        {
            var artifact = await artifacts.FindNewestAsync(request.Repository, request.Branch, cancellationToken);
            plan = Decide(artifact, request.Branch, cancellationToken);
        }
        catch (ManifestException e)
        {
            plan = new Plan { Error = DisplayText.Message($"The branch's artifact cannot be read: {e.Message}") };
        }

        await recorder.CompleteAsync(request, plan, cancellationToken);
    }

    internal static Plan Decide(Artifact? artifact, string branch, CancellationToken cancellationToken)
    {
        var plan = new Plan();
        if (artifact is null)
        {
            plan.Remark($"no artifact of branch {DisplayText.Quote(branch)} was shipped");
            return plan;
        }

        var variables = artifact.Variables();
        foreach (var manifest in artifact.Environments)
        {
            Decide(plan, manifest, branch, variables, cancellationToken);
        }

        return plan;
    }

    private static void Decide(
        Plan plan,
        Manifest manifest,
        string branch,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        var head = ManifestHead.Resolve(manifest, variables, cancellationToken);
        if (manifest.Cleanup is not { Event: Event } cleanup)
        {
            plan.Remark(head.App, head.Env, "was not deleted: it has no cleanup policy");
            return;
        }

        try
        {
            if (!Glob.Parse(cleanup.Branch).IsMatch(branch))
            {
                var reason = $"branch {DisplayText.Quote(branch)} does not match {DisplayText.Quote(cleanup.Branch)}";
                plan.Remark(head.App, head.Env, $"was not deleted: {reason}");
                return;
            }

            var app = ManifestVariables.ResolveCleanupApp(cleanup, branch);
            plan.Add(head.EnvProblem is { } problem
                ? PlannedResult.Failed(ResultKind.Delete, app, head.Env, problem)
                : new PlannedResult { Kind = ResultKind.Delete, App = app, Env = head.Env });
        }
        catch (ManifestException e)
        {
            plan.Add(PlannedResult.Failed(ResultKind.Delete, cleanup.App, head.Env, e.Message));
        }
    }
}
