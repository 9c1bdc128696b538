using k8s;
using k8s.Models;

namespace Gimlet.Deployment.Tests;

public sealed class EnvironmentTests
{
    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task Variables_OfDeployments_AreSettingsThatTheServiceReads(string name)
    {
        var overlay = await Overlay.BuildAsync(name);

        Assert.All(overlay.Deployments, deployment =>
        {
            var read = Settings.Of(ServiceFolders.Of(deployment.Name()));
            var container = Assert.Single(deployment.Spec.Template.Spec.Containers);
            Assert.Empty(container.Env.Select(variable => variable.Name).Except(read));
        });
    }

    [Theory]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public async Task SharedSettings_OfDeployments_AreSettingsThatTheCodeReads(string name)
    {
        var overlay = await Overlay.BuildAsync(name);

        var settings = Assert.Single(overlay.All<V1ConfigMap>()).Data.Keys;

        Assert.Empty(settings.Except(Settings.All));
    }

    [Fact]
    public void Settings_FoundInTheCode_IncludeThoseOfHostingAndPersistence()
    {
        string[] known = ["DATABASE_DRIVER", "HTTP_PORT", "LOG_LEVEL", "OTEL_EXPORTER_OTLP_ENDPOINT", "RABBITMQ_URL"];

        Assert.Empty(known.Except(Settings.All));
    }
}
