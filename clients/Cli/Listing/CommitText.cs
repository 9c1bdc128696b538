using Gimlet.Cli.Artifacts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gimlet.Cli.Listing;

/// <summary>Shows a commit in two lines.</summary>
internal static class CommitText
{
    public static void Write(Commit? commit, string indent, Shell shell)
    {
        if (commit is null)
        {
            return;
        }

        var age = Age.Of(commit.Created, shell.Clock);
        var committer = OneLine.Of(commit.CommitterName);
        shell.Output.WriteLine(
            $"{indent}{OneLine.Of(commit.ShortSha)} - {commit.Subject} ({age}) {committer}".TrimEnd());
        shell.Output.WriteLine($"{indent}{Place(commit)} {OneLine.Of(commit.Url)}".TrimEnd());
    }

    public static IRenderable Render(Commit? commit, TimeProvider clock)
    {
        return commit is null
            ? Text.Empty
            : new Paragraph()
                .Append(OneLine.Of(commit.ShortSha), Color.Red)
                .Append($" {commit.Subject} ")
                .Append($"({Age.Of(commit.Created, clock)}) ", Color.Green)
                .Append(OneLine.Of(commit.CommitterName), Color.Blue)
                .Append($"\n{Place(commit)}", Color.Grey);
    }

    private static string Place(Commit commit) => $"{OneLine.Of(commit.RepositoryName)}@{OneLine.Of(commit.Branch)}";
}
