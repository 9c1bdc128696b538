using Gimlet.Contracts;

namespace Gimlet.GitopsWriter.Writes;

/// <summary>Removes the app's directory, if there is one.</summary>
internal static class PlanDelete
{
    public static void Run(BatchPlan plan, DeleteWrite write, TimeProvider clock)
    {
        if (plan.FindApp(write) is null)
        {
            plan.Keep(write, sha: "");
            return;
        }

        var release = new ReleaseFile
        {
            App = write.App,
            Env = write.Env,
            TriggeredBy = write.TriggeredBy,
            Created = UnixMicroseconds.ToSeconds(UnixMicroseconds.Now(clock)),
        };
        plan.Commit(write, directory: null, release.ToString(), objects: []);
    }
}
