namespace Gimlet.GoYaml.Tests;

public sealed class KeptScalarTests
{
    private static readonly YamlReadOptions Options = YamlReadOptions.Kustomize with { KeepScalars = true };

    [Fact]
    public void Read_KeepingScalars_TellsValueTextAndQuotes()
    {
        var value = YamlReader.Read("a: 0x10\nb: '1'\nc: ~\nd: [yes]\ne: !!str 7\nf: |\n  text\n", Options);

        var map = Assert.IsType<Dictionary<string, object?>>(value);
        Assert.Equal(new YamlScalar(16L, "0x10", true), map["a"]);
        Assert.Equal(new YamlScalar("1", "1", false), map["b"]);
        Assert.Equal(new YamlScalar(null, "~", true), map["c"]);
        Assert.Equal([new YamlScalar("yes", "yes", true)], Assert.IsType<List<object?>>(map["d"]));
        Assert.Equal(new YamlScalar("7", "7", true), map["e"]);
        Assert.Equal(new YamlScalar("text\n", "text\n", false), map["f"]);
    }

    [Fact]
    public void Read_KeepingScalars_CopiesWhatAliasesStandFor()
    {
        var value = YamlReader.Read("a: &a {x: 1}\nb: {<<: *a}\n", Options);

        var map = Assert.IsType<Dictionary<string, object?>>(value);
        Assert.Equal(map["a"], map["b"]);
        Assert.NotSame(map["a"], map["b"]);
    }
}
