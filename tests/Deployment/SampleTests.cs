using Gimlet.Manifests;

namespace Gimlet.Deployment.Tests;

public sealed class SampleTests
{
    [Theory]
    [InlineData("demo-app", "staging", "push", "main")]
    [InlineData("demo-app", "production", "tag", null)]
    [InlineData("chart-app", "staging", "push", "{main,feature/*}")]
    public void Manifest_OfASample_IsReleasedByItsPolicy(string app, string env, string trigger, string? branch)
    {
        var manifest = ManifestReader.ReadYaml(SourceTree.Read("samples", app, ".gimlet", $"{env}.yaml"));

        Assert.Equal(env, manifest.Env);
        Assert.StartsWith(app, manifest.App, StringComparison.Ordinal);
        Assert.Equal((trigger, branch), (manifest.Deploy?.Event, manifest.Deploy?.Branch));
    }

    [Fact]
    public void Chart_OfTheSample_IsOneOfOurs()
    {
        var manifest = ManifestReader.ReadYaml(SourceTree.Read("samples", "chart-app", ".gimlet", "staging.yaml"));

        Assert.True(File.Exists(SourceTree.At("samples", "charts", manifest.Chart!.Name, "Chart.yaml")));
    }
}
