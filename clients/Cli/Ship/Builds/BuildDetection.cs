using Gimlet.Cli.Ship.Commits;

namespace Gimlet.Cli.Ship.Builds;

/// <summary>Finds out which CI runs this process.</summary>
internal static class BuildDetection
{
    private static readonly Func<EnvironmentVariables, Build?>[] Systems =
    [
        GitHubActions.Detect, CircleCi.Detect, GitLabCi.Detect, Jenkins.Detect, BitbucketPipelines.Detect,
        AzurePipelines.Detect,
    ];

    /// <summary>What the CI tells; null where no CI is known.</summary>
    public static Build? OfCi(EnvironmentVariables variables) =>
        Systems.Select(detect => detect(variables)).FirstOrDefault(build => build is not null);

    /// <summary>The build with all that the checkout can add.</summary>
    public static async Task<Build> CompleteAsync(
        Build? ofCi, GitRepository git, CancellationToken cancellationToken) =>
        await PlainGit.CompleteAsync(
            ofCi ?? await PlainGit.DetectAsync(git, cancellationToken), git, cancellationToken);
}
