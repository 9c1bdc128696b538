using Gimlet.Policy.Requests;
using Gimlet.Policy.Results;
using Gimlet.Protos.Releases;

namespace Gimlet.Policy.Releases;

/// <summary>Takes an app back to what it was at a commit of the gitops repository.</summary>
internal sealed class RequestRollback(RequestRecorder recorder)
{
    public async Task<RequestAccepted> HandleAsync(RequestRollbackRequest asked, CancellationToken cancellationToken)
    {
        RequestChecks.Label("env", asked.Env);
        RequestChecks.Label("app", asked.App);
        RequestChecks.Text("triggered_by", asked.TriggeredBy);
        var request = new NewRequest
        {
            Id = RequestId.Take(asked.RequestId),
            Kind = RequestKind.Rollback,
            Env = asked.Env,
            App = asked.App,
            TargetSha = RequestChecks.Sha("target_sha", asked.TargetSha),
            TriggeredBy = asked.TriggeredBy,
        };
        var plan = new Plan();
        plan.Add(new PlannedResult
        {
            Kind = ResultKind.Rollback,
            Env = request.Env,
            App = request.App,
            TargetSha = request.TargetSha,
        });
        await recorder.RecordAsync(request, plan, cancellationToken);
        return new RequestAccepted { RequestId = request.Id };
    }
}
