using Gimlet.Testing.Helm;

namespace Gimlet.Helm.Tests.Rendering;

/// <summary>Charts of our own against what helm 4.1.4 wrote, and against the helm that is here.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Chart_OfAGoldenCase_RendersAsHelmWrote(string name)
    {
        var golden = new GoldenCase(name);

        var result = golden.RenderHere(TestContext.Current.CancellationToken);

        AssertSame(golden.Expected, result);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Chart_OfAGoldenCase_RendersAsHelmDoes(string name)
    {
        HelmOracle.Require();
        var golden = new GoldenCase(name);

        var result = golden.RenderHere(TestContext.Current.CancellationToken);

        AssertSame(golden.RunHelm(), result);
    }

    private static void AssertSame(GoldenResult expected, GoldenResult actual)
    {
        Assert.Equal(expected.Error, actual.Error);
        Assert.Equal(expected.Yaml, actual.Yaml);
    }
}
