using System.Text;
using Gimlet.GoYaml.Json;

namespace Gimlet.GoYaml.Tests;

public sealed class LimitTests
{
    [Fact]
    public void Read_AliasesOfAliases_AreRefusedAsGoDoes()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        var exception = Assert.Throws<YamlException>(() => YamlReader.Read(bomb.ToString()));

        Assert.Equal("yaml: document contains excessive aliasing", exception.Message);
    }

    [Fact]
    public void Read_AliasOfItself_IsRefused() => Assert.Equal(
        "yaml: anchor 'a' value contains itself",
        Assert.Throws<YamlException>(() => YamlReader.Read("a: &a [*a]")).Message);

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Read_EndlessNesting_IsRefused(string level)
    {
        var text = string.Concat(Enumerable.Repeat(level, 100_000));

        Assert.Throws<YamlException>(() => YamlReader.Read(text));
    }

    [Fact]
    public void Read_DepthsPutIntoEachOtherByAliases_AreRefused()
    {
        var (open, close) = (new string('[', 900), new string(']', 900));
        var text = new StringBuilder("a0: &a0 x\n");
        for (var i = 1; i < 60; i++)
        {
            text.Append($"a{i}: &a{i} {open}*a{i - 1} {close}\n");
        }

        var exception = Assert.Throws<YamlLimitException>(() => YamlReader.Read(text.ToString()));

        Assert.Equal("yaml: exceeded max depth of 1000", exception.Message);
    }

    [Fact]
    public void Write_MapWithinItself_IsRefused()
    {
        var map = new Dictionary<string, object?>();
        map["self"] = map;

        Assert.Throws<YamlLimitException>(() => YamlWriter.Write(map));
        Assert.Throws<YamlLimitException>(() => GoJson.Write(map));
    }

    [Fact]
    public void Write_ListsOfTheSameLists_EndsAtTheLimit()
    {
        object? value = "x";
        for (var i = 0; i < 40; i++)
        {
            value = new List<object?> { value, value };
        }

        Assert.Throws<YamlLimitException>(() => YamlWriter.Write(value));
        Assert.Throws<YamlLimitException>(() => GoJson.Write(value));
    }

    [Fact]
    public void Read_EqualKeys_IsAnErrorInV3Alone()
    {
        var read = YamlReader.ReadMap("a: 1\na: 2\n");
        var exception = Assert.Throws<YamlException>(() => YamlReader.Read("a: 1\na: 2\n", YamlReadOptions.Kustomize));

        Assert.Equal(2.0, read["a"]);
        Assert.Equal(
            "yaml: unmarshal errors:\n  line 2: mapping key \"a\" already defined at line 1", exception.Message);
    }
}
