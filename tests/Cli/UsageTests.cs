using System.CommandLine;
using Gimlet.Cli.Parsing;

namespace Gimlet.Cli.Tests;

public sealed class UsageTests
{
    public static TheoryData<string> Commands() => [.. Leaves(CommandLine.Create(new TestShell().Shell), "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfEveryCommand_HasAnExampleThatCallsIt(string command)
    {
        var (exitCode, output, error) = await TestShell.RunAsync([.. command.Split(' '), "--help"]);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains($"gimlet {command}", output[output.IndexOf("Example:", StringComparison.Ordinal)..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("artifact")]
    [InlineData("nonsense")]
    [InlineData("artifact nonsense")]
    [InlineData("release make --env staging")]
    [InlineData("release track")]
    [InlineData("release track one two")]
    [InlineData("artifact list --limit many")]
    [InlineData("artifact list -o yaml")]
    [InlineData("release track r1 --timeout soon")]
    [InlineData("completion cmd")]
    public async Task WrongUsage_Ends2WithOneLineAndPrintsNothing(string words)
    {
        var arguments = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        var (exitCode, output, error) = await TestShell.RunAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("❌ ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task Version_PrintsOneLine(string word)
    {
        var (exitCode, output, _) = await TestShell.RunAsync(word);

        Assert.Equal(0, exitCode);
        Assert.Matches(@"\Agimlet \d+\.\d+\.\d+\n\z", output);
    }

    private static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [path]
        : command.Subcommands.SelectMany(child => Leaves(child, $"{path} {child.Name}".Trim()));
}
