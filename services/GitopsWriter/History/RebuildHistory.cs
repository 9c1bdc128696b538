using Gimlet.GitopsWriter.Repositories;
using Gimlet.GitopsWriter.Writes;
using Gimlet.Protos.Gitops;

namespace Gimlet.GitopsWriter.History;

/// <summary>Makes the tables of commits, releases and status anew from the repositories.</summary>
internal sealed class RebuildHistory(GitopsRepositories repositories, GitopsWriters writers)
{
    /// <summary>
    /// Of one repository, or of all for an empty address. Nothing when the address is not configured.
    /// </summary>
    public async Task<IReadOnlyList<RebuiltRepository>> RunAsync(string address, CancellationToken cancellationToken)
    {
        var wanted = address.Length == 0 ? "" : RepositoryAddress.Normalise(address);
        var rebuilt = new List<RebuiltRepository>();
        foreach (var repository in repositories.All)
        {
            if (wanted.Length == 0 || repository.Repository == wanted)
            {
                var commits = await writers.RebuildAsync(repository, cancellationToken);
                rebuilt.Add(new RebuiltRepository
                {
                    Repository = repository.Repository, Branch = repository.Branch, Commits = commits,
                });
            }
        }

        return rebuilt;
    }

    /// <summary>
    /// The command: starts the process, rebuilds everything, says so and ends. Returns its exit code.
    /// </summary>
    public static async Task<int> RunCommandAsync(WebApplication app, TextWriter output)
    {
        await app.StartAsync();
        try
        {
            var history = app.Services.GetRequiredService<RebuildHistory>();
            foreach (var rebuilt in await history.RunAsync("", app.Lifetime.ApplicationStopping))
            {
                await output.WriteLineAsync($"{rebuilt.Repository} ({rebuilt.Branch}): {rebuilt.Commits} commits");
            }

            return 0;
        }
        catch (GitopsRepositoryException e)
        {
            await output.WriteLineAsync(e.Message);
            return 1;
        }
        finally
        {
            await app.StopAsync();
        }
    }
}
