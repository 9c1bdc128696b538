using Gimlet.Cli.Listing;
using Spectre.Console;

namespace Gimlet.Cli.Artifacts;

/// <summary>Shows artifacts: a table on a terminal, plain lines elsewhere.</summary>
internal static class ArtifactList
{
    public static void Show(IReadOnlyList<ArtifactSummary> artifacts, Shell shell)
    {
        if (artifacts.Count == 0)
        {
            shell.Error.WriteLine("No artifact matches.");
            return;
        }

        if (shell.IsForPeople)
        {
            ShowTable(artifacts, shell);
            return;
        }

        foreach (var artifact in artifacts)
        {
            shell.Output.WriteLine(OneLine.Of(artifact.Id));
            CommitText.Write(artifact.Version, "", shell);
            foreach (var environment in artifact.Environments ?? [])
            {
                shell.Output.WriteLine($"  {OneLine.Of(environment.ToString())}");
            }

            shell.Output.WriteLine();
        }
    }

    private static void ShowTable(IReadOnlyList<ArtifactSummary> artifacts, Shell shell)
    {
        var table = new Table().RoundedBorder().AddColumns("Artifact", "Commit", "Deploys to");
        table.ShowRowSeparators();
        foreach (var artifact in artifacts)
        {
            table.AddRow(
                new Text(OneLine.Of(artifact.Id), Color.Yellow),
                CommitText.Render(artifact.Version, shell.Clock),
                new Text(string.Join('\n', (artifact.Environments ?? []).Select(env => OneLine.Of(env.ToString())))));
        }

        shell.Show(table);
    }
}
