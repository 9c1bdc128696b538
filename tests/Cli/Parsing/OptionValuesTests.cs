using Gimlet.Cli.Parsing;

namespace Gimlet.Cli.Tests.Parsing;

public sealed class OptionValuesTests
{
    [Theory]
    [InlineData("artifact push -f a.json", "artifact|push|-f=a.json")]
    [InlineData("artifact push -f=a.json", "artifact|push|-f=a.json")]
    [InlineData("artifact track -w ID -t 5m", "artifact|track|-w|ID|-t=5m")]
    [InlineData("release list --env --app", "release|list|--env=--app")]
    [InlineData("artifact push -f", "artifact|push|-f")]
    [InlineData("artifact create --tag= --branch main", "artifact|create|--tag||--branch=main")]
    [InlineData("nonsense -f a.json", "nonsense|-f|a.json")]
    public void Bind_Words_GivesEachOptionItsValue(string words, string expected)
    {
        var root = CommandLine.Create(new TestShell().Shell);

        Assert.Equal(expected, string.Join('|', OptionValues.Bind(words.Split(' '), root)));
    }
}
