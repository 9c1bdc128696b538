using Gimlet.Testing.Kustomize;

namespace Gimlet.Kustomize.Tests;

public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.Names(withError: false)];

    public static TheoryData<string> Errors => [.. GoldenCase.Names(withError: true)];

    public static TheoryData<string> All =>
        [.. GoldenCase.Names(withError: false), .. GoldenCase.Names(withError: true)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Apply_GoldenCase_IsByteEqualToKubectl(string name)
    {
        var golden = new GoldenCase(name);

        var output = golden.Apply();

        Assert.Equal(golden.Expected, output);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Apply_GoldenCaseThatKubectlRefuses_IsRefused(string name)
    {
        var golden = new GoldenCase(name);

        Assert.Throws<KustomizeException>(() => golden.Apply());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void GoldenCase_OfTheInstalledKubectl_IsTheSame(string name)
    {
        KustomizeOracle.Require();
        var golden = new GoldenCase(name);

        var answer = KustomizeOracle.Build(golden.Resources, golden.StrategicMergePatches, golden.JsonPatches);
        if (GoldenCase.IsRewriting)
        {
            golden.Rewrite(answer.Output, answer.Error);
        }

        Assert.Equal(golden.Expected, answer.Output);
        Assert.Equal(golden.ExpectedError, answer.Error);
    }
}
