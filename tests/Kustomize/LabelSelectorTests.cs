using Gimlet.Kustomize.Selecting;

namespace Gimlet.Kustomize.Tests;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["app"] = "web", ["example.com/tier"] = "front", ["size"] = "7", ["empty"] = "",
    };

    [Theory]
    [InlineData("", true)]
    [InlineData("app", true)]
    [InlineData("nope", false)]
    [InlineData("!nope", true)]
    [InlineData("!app", false)]
    [InlineData("app=web", true)]
    [InlineData("app = web , example.com/tier==front", true)]
    [InlineData("app=web,app=api", false)]
    [InlineData("app!=api", true)]
    [InlineData("nope!=x", true)]
    [InlineData("app in (api, web)", true)]
    [InlineData("app in (api)", false)]
    [InlineData("nope in (x)", false)]
    [InlineData("app notin (api)", true)]
    [InlineData("nope notin (x)", true)]
    [InlineData("size>6", true)]
    [InlineData("size<7", false)]
    [InlineData("empty=", true)]
    [InlineData("app in (web),size > 1,!nope", true)]
    public void Matches_Selector_IsAsInKubernetes(string text, bool expected) =>
        Assert.Equal(expected, LabelSelector.Parse("labelSelector", text).Matches(Labels));

    [Theory]
    [InlineData("app in web")]
    [InlineData("app=web,")]
    [InlineData(",")]
    [InlineData("app=web tier=front")]
    [InlineData("app in (web")]
    [InlineData("=web")]
    [InlineData("a=b=c")]
    public void Parse_NoSelector_IsAnErrorThatNamesTheField(string text)
    {
        var error = Assert.Throws<KustomizeException>(() => LabelSelector.Parse("labelSelector", text));

        Assert.StartsWith($"labelSelector \"{text}\" is no label selector", error.Message, StringComparison.Ordinal);
    }
}
