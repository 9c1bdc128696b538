using System.Text.RegularExpressions;
using Gimlet.Testing.Installations;

namespace Gimlet.Cli.Tests.Integrations;

/// <summary>Runs the shell step of a stage of the example Jenkinsfile, as Jenkins does: with sh -xe.</summary>
internal static partial class JenkinsPipeline
{
    /// <param name="stage">Name of the stage.</param>
    /// <param name="folder">The checkout.</param>
    /// <param name="replaced">What a team would write in the script instead of the example's names.</param>
    /// <param name="variables">The variables of the build.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<StepRun> RunStageAsync(
        string stage,
        string folder,
        IEnumerable<(string Of, string By)> replaced,
        IReadOnlyDictionary<string, string> variables,
        CancellationToken cancellationToken)
    {
        var pipeline = await File.ReadAllTextAsync(
            Path.Combine(RepositoryRoot.Path, "clients", "jenkins", "Jenkinsfile"), cancellationToken);
        var step = Stage().Matches(pipeline)
            .Single(match => match.Groups["name"].Value == stage).Groups["script"].Value;
        foreach (var (of, by) in replaced)
        {
            Assert.Contains(of, step, StringComparison.Ordinal);
            step = step.Replace(of, by, StringComparison.Ordinal);
        }

        Assert.All(
            Assignment().Matches(pipeline), match => Assert.Contains(match.Groups["name"].Value, variables.Keys));
        return await StepRun.RunAsync("sh", ["-xec", step], folder, variables, cancellationToken);
    }

    [GeneratedRegex(@"stage\('(?<name>[^']+)'\) \{.*?sh '(?<script>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Stage();

    [GeneratedRegex("^ *(?<name>[A-Z_]+) = ", RegexOptions.Multiline)]
    private static partial Regex Assignment();
}
