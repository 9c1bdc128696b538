using Gimlet.Cli.Artifacts;

namespace Gimlet.Cli.Tests.Artifacts;

public sealed class DotEnvTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("# comment\n\n   # another\n", "")]
    [InlineData("A=b", "A=b")]
    [InlineData("A=b\r\nC=d\r\n", "A=b|C=d")]
    [InlineData("export A=b\n  export  C = d \n", "A=b|C=d")]
    [InlineData("A=\nB=", "A=|B=")]
    [InlineData("A=b=c==", "A=b=c==")]
    [InlineData("A: b", "A=b")]
    [InlineData("A=two words  # and a comment", "A=two words")]
    [InlineData("A=b#no-comment", "A=b#no-comment")]
    [InlineData("A=#comment", "A=")]
    [InlineData("A='single # ${B} \\n'", @"A=single # ${B} \n")]
    [InlineData("""A="double # \"q\" \\ \n end" # comment""", "A=double # \"q\" \\ \n end")]
    [InlineData("A=\"two\nlines\"\nB=c", "A=two\nlines|B=c")]
    [InlineData("A=''\nB=\"\"", "A=|B=")]
    [InlineData("A=x\nB=${A}/$A\nC=\"${A}y\"", "A=x|B=x/x|C=xy")]
    [InlineData("A=pa$$word${NONE}", "A=pa$$word${NONE}")]
    [InlineData("B=x\nA=\"\\$B\"", "B=x|A=$B")]
    [InlineData("A=1\nA=2", "A=1|A=2")]
    [InlineData("\ufeffA=b", "A=b")]
    public void Parse_Text_GivesItsVariables(string text, string expected)
    {
        var variables = DotEnv.Parse(text, "vars");

        Assert.Equal(expected, string.Join('|', variables.Select(variable => $"{variable.Name}={variable.Value}")));
    }

    [Theory]
    [InlineData("A=b\nnonsense\n", "vars:2: must be NAME=value.")]
    [InlineData("=b", "vars:1: must be NAME=value.")]
    [InlineData("1A=b", "vars:1: must be NAME=value.")]
    [InlineData("A='open\n", "vars:1: a quoted value must end with ' and nothing but a comment behind it.")]
    [InlineData("A=b\nB=\"x\" y\n", "vars:2: a quoted value must end with \" and nothing but a comment behind it.")]
    public void Parse_BadLine_NamesIt(string text, string expected)
    {
        var error = Assert.Throws<CliException>(() => DotEnv.Parse(text, "vars"));

        Assert.Equal(expected, error.Message);
    }
}
