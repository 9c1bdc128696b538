using Gimlet.Policy.Requests;
using Gimlet.Policy.Results;
using Gimlet.Protos.Releases;

namespace Gimlet.Policy.Releases;

/// <summary>Removes an app from an environment.</summary>
internal sealed class RequestDelete(RequestRecorder recorder)
{
    public async Task<RequestAccepted> HandleAsync(RequestDeleteRequest asked, CancellationToken cancellationToken)
    {
        RequestChecks.Label("env", asked.Env);
        RequestChecks.Label("app", asked.App);
        RequestChecks.Text("triggered_by", asked.TriggeredBy);
        var request = new NewRequest
        {
            Id = RequestId.Take(asked.RequestId),
            Kind = RequestKind.Delete,
            Env = asked.Env,
            App = asked.App,
            TriggeredBy = asked.TriggeredBy,
        };
        var plan = new Plan();
        plan.Add(new PlannedResult { Kind = ResultKind.Delete, Env = request.Env, App = request.App });
        await recorder.RecordAsync(request, plan, cancellationToken);
        return new RequestAccepted { RequestId = request.Id };
    }
}
