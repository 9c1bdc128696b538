using System.Diagnostics;

namespace Gimlet.Cli.Tests.Completion;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("gimlet rel", "release")]
    [InlineData("gimlet artifact ", "create add push list track")]
    [InlineData("gimlet release make --ar", "--artifact")]
    [InlineData("gimlet completion ", "bash zsh fish")]
    public async Task Bash_Line_IsCompleted(string line, string expected)
    {
        var words = line.Split(' ');
        var start = ProgramsOnPath.Start("bash");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"""
            source <(gimlet completion bash)
            COMP_WORDS=({string.Join(' ', words.Select(word => $"'{word}'"))})
            COMP_CWORD={words.Length - 1} COMP_LINE='{line}' COMP_POINT={line.Length}
            _gimlet
            echo "$(echo "${"{COMPREPLY[@]}"}" | tr ' ' '\n' | sort)"
            """);
        using var command = GimletCommand.Start(start);

        var result = await command.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Superset(expected.Split(' ').ToHashSet(), result.Output.TrimEnd().Split('\n').ToHashSet());
    }

    [Theory]
    [InlineData("zsh", "compdef _gimlet gimlet")]
    [InlineData("fish", "complete -c gimlet")]
    public async Task Script_OfOtherShells_AsksThisProgram(string shell, string expected)
    {
        var (exitCode, output, _) = await TestShell.RunAsync("completion", shell);

        Assert.Equal(0, exitCode);
        Assert.Contains(expected, output);
        Assert.Contains("[suggest:", output);
    }
}
