using Gimlet.Templating.Sprig;
using Gimlet.Templating.Values;

namespace Gimlet.Templating.Tests;

public sealed class GoObjectTests
{
    private static readonly Dictionary<string, object?> Data = new()
    {
        ["version"] = new Version(),
        ["bytes"] = new GoBytes("hé"u8.ToArray()),
        ["texts"] = new GoTextMap([KeyValuePair.Create("a", "x")]),
    };

    [Theory]
    [InlineData("{{ .version }}", "v1.2")]
    [InlineData("{{ printf \"%v %s\" .version .version }}", "{v1 2} {v1 2}")]
    [InlineData("{{ .version.Major }}", "v1")]
    [InlineData("{{ .version.Plus 3 }}", "v1+3")]
    [InlineData("{{ .bytes }}", "[104 195 169]")]
    [InlineData("{{ printf \"%s %q %d\" .bytes .bytes .bytes }}", "hé \"hé\" [104 195 169]")]
    [InlineData("{{ len .bytes }} {{ index .bytes 1 }}", "3 195")]
    [InlineData("{{ .texts }} {{ .texts.a }} {{ printf \"%q\" .texts.b }}", "map[a:x] x \"\"")]
    [InlineData("{{ printf \"%q\" (index .texts \"b\") }}", "\"\"")]
    [InlineData("{{ printf \"%T %T %T\" .version .bytes .texts }}", "test.Version []uint8 map[string]string")]
    public void Object_InATemplate_BehavesAsGoDoes(string text, string expected)
    {
        var options = new TemplateOptions { Functions = SprigFunctions.All, MissingKey = MissingKey.Zero };

        var output = Template.Parse("t", text, options).Execute(Data, TestContext.Current.CancellationToken);

        Assert.Equal(expected, output);
    }

    [Theory]
    [InlineData("{{ .version.Minus }}", "can't evaluate field Minus in type interface {}")]
    [InlineData("{{ b64enc .bytes }}", "wrong type for value; expected string; got []uint8")]
    [InlineData("{{ hasKey .texts \"a\" }}",
        "wrong type for value; expected map[string]interface {}; got map[string]string")]
    public void Object_UsedAsWhatItIsNot_IsAnError(string text, string expected)
    {
        var template = Template.Parse("t", text, new TemplateOptions { Functions = SprigFunctions.All });

        var exception = Assert.Throws<TemplateException>(
            () => template.Execute(Data, TestContext.Current.CancellationToken));

        Assert.EndsWith(": " + expected, exception.Message, StringComparison.Ordinal);
    }

    private sealed class Version : IGoObject
    {
        private static readonly TemplateFunction Plus = new(
            "Plus", [ParameterType.Int], null, static (_, arguments) => $"v1+{arguments.Int(0)}");

        public string TypeName => "test.Version";

        public string ActionText => "v1.2";

        public bool TryGetMember(string name, out object? member)
        {
            member = name switch { "Major" => "v1", "Plus" => Plus, _ => null };
            return member is not null;
        }

        public override string ToString() => "{v1 2}";
    }
}
