using System.Text.RegularExpressions;

namespace Gimlet.Deployment.Tests;

public sealed partial class ComposeTests
{
    [Fact]
    public void Services_OfCompose_AreTheFiveWithBrokerAndDatabase()
    {
        Assert.Equal(
            ["artifact", "flux-watcher", "gateway", "gitops-writer", "policy", "postgres", "rabbitmq"],
            ComposeFile.Services.Keys.Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Builds_OfCompose_NameAServiceOfThisRepository()
    {
        Assert.All(ComposeFile.OwnServices, item =>
        {
            var arguments = ComposeFile.Map(ComposeFile.Map(item.Service["build"])["args"]);
            Assert.Equal(ServiceFolders.Of(item.Name), arguments["SERVICE"]);
            Assert.StartsWith($"gimlet/{item.Name}:", (string)item.Service["image"], StringComparison.Ordinal);
        });
        Assert.Equal(5, ComposeFile.OwnServices.Count());
    }

    [Fact]
    public void Variables_OfCompose_AreSettingsThatTheServiceReads()
    {
        Assert.All(ComposeFile.OwnServices, item =>
        {
            var names = ComposeFile.Map(item.Service["environment"]).Keys.Cast<string>();
            Assert.Empty(names.Except(Settings.Of(ServiceFolders.Of(item.Name))));
        });
    }

    [Fact]
    public void Addresses_OfCompose_AreServicesAndTheirPorts()
    {
        var addresses = ComposeFile.OwnServices
            .SelectMany(item => ComposeFile.Map(item.Service["environment"]))
            .Where(variable => ((string)variable.Key).EndsWith("_URL", StringComparison.Ordinal))
            .Select(variable => ReplaceVariables().Replace((string)variable.Value, "secret"))
            .ToHashSet(StringComparer.Ordinal);

        Assert.Equal(5, addresses.Count);
        Assert.All(addresses, address =>
        {
            var uri = new Uri(address);
            Assert.Contains(uri.Host, ComposeFile.Services.Keys);
            Assert.Equal(uri.Scheme == "amqp" ? 5672 : 8890, uri.Port);
        });
    }

    [Fact]
    public void Dependencies_OfCompose_ExistAndHaveAHealthCheck()
    {
        var dependencies = ComposeFile.OwnServices
            .SelectMany(item => ComposeFile.Map(item.Service["depends_on"]))
            .ToList();

        Assert.NotEmpty(dependencies);
        Assert.All(dependencies, dependency =>
        {
            Assert.Equal("service_healthy", ComposeFile.Map(dependency.Value)["condition"]);
            Assert.Contains("healthcheck", ComposeFile.Map(ComposeFile.Services[dependency.Key]).Keys);
        });
    }

    [Fact]
    public void Volumes_OfCompose_AreDeclaredAndUsed()
    {
        var used = ComposeFile.Services.Values
            .Select(ComposeFile.Map)
            .Where(service => service.ContainsKey("volumes"))
            .SelectMany(service => Assert.IsType<List<object>>(service["volumes"]).Cast<string>())
            .Select(volume => ReplaceVariables().Replace(volume, "/path").Split(':')[0])
            .Where(source => !source.StartsWith('/'));

        Assert.Equal(ComposeFile.Map(ComposeFile.Document["volumes"]).Keys.Cast<string>().Order(), used.Order());
    }

    [Fact]
    public void Services_OfCompose_AreHardenedAndHealthChecked()
    {
        Assert.All(ComposeFile.OwnServices, item =>
        {
            Assert.Equal("true", item.Service["read_only"]);
            Assert.Equal(["ALL"], Assert.IsType<List<object>>(item.Service["cap_drop"]));
            Assert.Contains("http://127.0.0.1:8888/healthz/ready", Assert.IsType<List<object>>(
                ComposeFile.Map(item.Service["healthcheck"])["test"]));
        });
        Assert.All(ComposeFile.Services.Values, service =>
            Assert.Contains("healthcheck", ComposeFile.Map(service).Keys));
    }

    [Fact]
    public void RequiredVariables_OfCompose_AreDocumented()
    {
        var documented = ConfigurationTable.Names("compose.yaml");

        Assert.Superset(
            new HashSet<string> { "SERVICE_TOKEN", "POSTGRES_PASSWORD", "GITOPS_REPO" },
            ComposeFile.RequiredVariables.ToHashSet());
        Assert.Empty(ComposeFile.RequiredVariables.Except(documented));
    }

    [Fact]
    public void Variables_DocumentedForCompose_AreUsedByIt()
    {
        Assert.All(ConfigurationTable.Names("compose.yaml"), name =>
            Assert.Contains("${" + name, ComposeFile.Text, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex ReplaceVariables();
}
