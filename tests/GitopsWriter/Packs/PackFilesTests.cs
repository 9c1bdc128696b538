using Gimlet.GitopsWriter.Packs;

namespace Gimlet.GitopsWriter.Tests.Packs;

public sealed class PackFilesTests
{
    [Fact]
    public void Add_ToARepositoryThatIsAway_DoesNotCreateIt()
    {
        var missing = Path.Combine(Path.GetTempPath(), $"gimlet-away-{Guid.NewGuid():N}");
        var pack = new Pack("0123456789abcdef0123456789abcdef01234567", new byte[1], new byte[1]);

        Assert.Throws<DirectoryNotFoundException>(() => new PackFiles(missing).Add(pack));

        Assert.False(Directory.Exists(missing));
    }
}
