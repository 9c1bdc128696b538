using Gimlet.Cli.Ship.Contents;

namespace Gimlet.Cli.Tests.Ship;

public sealed class ManifestFolderTests : IDisposable
{
    private readonly string _checkout = Directory.CreateTempSubdirectory("gimlet-folder-").FullName;

    private string Folder => Path.Combine(_checkout, ".gimlet");

    public void Dispose() => Directory.Delete(_checkout, recursive: true);

    [Fact]
    public void Manifests_NoFolder_AreNone()
    {
        Assert.Empty(new ManifestFolder(_checkout).Manifests());
        Assert.Null(new ManifestFolder(_checkout).VariablesFile());
    }

    [Fact]
    public void Manifests_AreItsFilesButVarsAndHiddenOnesInOrder()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "charts"));
        string[] names = ["staging.yaml", "production.yml", "vars", ".swp", "preview", "charts/values.yaml"];
        foreach (var name in names)
        {
            File.WriteAllText(Path.Combine(Folder, name), "");
        }

        var folder = new ManifestFolder(_checkout);

        Assert.Equal(
            ["preview", "production.yml", "staging.yaml"],
            folder.Manifests().Select(path => Path.GetRelativePath(Folder, path)));
        Assert.Equal(Path.Combine(Folder, "vars"), folder.VariablesFile());
    }

    [Theory]
    [InlineData("staging.yaml")]
    [InlineData("vars")]
    public void Link_OutOfTheRepository_IsRefused(string name)
    {
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(Path.Combine(Folder, name), "/etc/hostname");
        var folder = new ManifestFolder(_checkout);

        var error = Assert.Throws<CliException>(() => (folder.Manifests(), folder.VariablesFile()));

        Assert.Contains($".gimlet/{name} is a symbolic link", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Link_InPlaceOfTheFolder_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(_checkout, "elsewhere"));
        File.WriteAllText(Path.Combine(_checkout, "elsewhere", "staging.yaml"), "");
        Directory.CreateSymbolicLink(Folder, Path.Combine(_checkout, "elsewhere"));

        var error = Assert.Throws<CliException>(() => new ManifestFolder(_checkout).Manifests());

        Assert.Contains(".gimlet is a symbolic link", error.Message, StringComparison.Ordinal);
    }
}
