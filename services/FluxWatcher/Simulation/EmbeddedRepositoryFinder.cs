using Gimlet.Protos.Gitops;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Gimlet.FluxWatcher.Simulation;

/// <summary>Asks the gitops-writer whether it writes to the embedded repository and to nothing else.</summary>
internal sealed class EmbeddedRepositoryFinder(
    GitopsService.GitopsServiceClient writer,
    IOptions<FluxWatcherOptions> options,
    TimeProvider clock,
    ILogger<EmbeddedRepositoryFinder> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <returns>Null when there is any other repository: what is configured is never simulated.</returns>
    public async Task<EmbeddedRepository?> FindAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var response = await writer.ListRepositoriesAsync(
                    new ListRepositoriesRequest(), cancellationToken: cancellationToken);
                var path = Path.GetFullPath(Path.Combine(options.Value.DataPath, EmbeddedRepository.Folder));
                return response.Repositories is [{ Embedded: true } only] ? new(path, only.Url, only.Branch) : null;
            }
            catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
            {
                Log.WriterAway(logger, e.Status.Detail);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }
}
