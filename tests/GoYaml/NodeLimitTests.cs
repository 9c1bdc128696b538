namespace Gimlet.GoYaml.Tests;

public sealed class NodeLimitTests
{
    [Theory]
    [InlineData("[a, b, c]", 4)]
    [InlineData("{a: b}", 3)]
    [InlineData("- a\n- b\n- c\n", 4)]
    [InlineData("{a: &a [b, c], d: *a}", 10)]
    public void Read_AsManyValuesAsAllowed_IsRead(string text, int count)
    {
        Assert.NotNull(YamlReader.Read(text, new YamlReadOptions { MaxNodes = count }));

        var exception = Assert.Throws<YamlLimitException>(() =>
            YamlReader.Read(text, new YamlReadOptions { MaxNodes = count - 1 }));

        Assert.Equal($"yaml: exceeded max number of {count - 1} values", exception.Message);
    }
}
