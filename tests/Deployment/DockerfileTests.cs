using System.Text.RegularExpressions;

namespace Gimlet.Deployment.Tests;

public sealed partial class DockerfileTests
{
    private static readonly string Text = SourceTree.Read("Dockerfile");

    [Fact]
    public void Comment_OfTheDockerfile_NamesEveryService()
    {
        Assert.All(ServiceFolders.All, service => Assert.Contains(service, Text, StringComparison.Ordinal));
    }

    [Fact]
    public void EntryPoint_OfEveryService_IsTheProgramThatAPublishWrites()
    {
        // The link in the image is made to Gimlet.SERVICE: the project's file name gives the assembly its name.
        Assert.Contains(
            "<AssemblyName>Gimlet.$(MSBuildProjectName)</AssemblyName>",
            SourceTree.Read("Directory.Build.props"),
            StringComparison.Ordinal);
        Assert.All(ServiceFolders.All, service =>
            Assert.True(File.Exists(SourceTree.At("services", service, $"{service}.csproj"))));
        Assert.All(SourceTree.Sources("services", "*.csproj"), project =>
            Assert.DoesNotContain("AssemblyName", File.ReadAllText(project), StringComparison.Ordinal));
    }

    [Fact]
    public void Restore_OfEveryService_SeesEveryProjectThatItReferences()
    {
        // As COPY takes them: services/*/*.csproj and shared/*/*.csproj.
        var copied = new[] { "services", "shared" }
            .SelectMany(folder => Directory.EnumerateDirectories(SourceTree.At(folder)))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .ToHashSet(StringComparer.Ordinal);

        var referenced = copied.SelectMany(project => Reference().Matches(File.ReadAllText(project))
            .Select(match => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, match.Groups[1].Value))))
            .ToList();

        Assert.NotEmpty(referenced);
        Assert.Empty(referenced.Except(copied));
    }

    [Fact]
    public void Context_OfTheBuild_HasWhatTheProjectsRead()
    {
        var kept = SourceTree.Read(".dockerignore").Split('\n')
            .Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();

        // Anything that a project takes from outside its own folder, by its first folder below the root.
        var outside = SourceTree.Sources("services", "*.csproj").Concat(SourceTree.Sources("shared", "*.csproj"))
            .SelectMany(project => Outside().Matches(File.ReadAllText(project)).Select(match => match.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);

        Assert.Contains("protos", outside);
        Assert.Empty(outside.Except(kept));
        Assert.Contains("build", kept);
        Assert.Contains("global.json", kept);
    }

    [Fact]
    public void Image_AtRunTime_IsNotRoot()
    {
        var runtime = Text[Text.LastIndexOf("FROM ", StringComparison.Ordinal)..];

        Assert.Contains("\nUSER $APP_UID\n", runtime, StringComparison.Ordinal);
        Assert.Contains("openssh-client", runtime, StringComparison.Ordinal);
        Assert.Contains("ca-certificates", runtime, StringComparison.Ordinal);
    }

    [GeneratedRegex("""<ProjectReference Include="([^"]+)" """)]
    private static partial Regex Reference();

    [GeneratedRegex("""=\"\.\./\.\./([A-Za-z]+)/""")]
    private static partial Regex Outside();
}
