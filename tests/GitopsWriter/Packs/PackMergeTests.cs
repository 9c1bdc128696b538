using System.Text;
using Gimlet.GitopsWriter.Packs;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Packs;

/// <summary>What is merged must stay what git reads.</summary>
public sealed class PackMergeTests : IAsyncDisposable
{
    private readonly FileRemote _remote = new();

    private PackFiles Files => new(_remote.Folder);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _remote.DisposeAsync();

    [Fact]
    public void Merge_OfPacksWithVersionsOfADirectory_KeepsEveryObjectInAFractionOfTheSpace()
    {
        const int Packs = 40;
        var trees = new List<TreeObject> { LargeTree() };
        for (var number = 0; number < Packs; number++)
        {
            var writer = new PackWriter();
            writer.Add(ObjectKind.Blob, "in every pack"u8);
            var blob = writer.Add(ObjectKind.Blob, Encoding.ASCII.GetBytes($"{number}"));
            var next = trees[^1].With($"app-{number * 17}", TreeObject.File, blob);
            writer.Add(next, trees[^1]);
            Files.Add(writer.Build());
            trees.Add(next);
        }

        var before = SizeOfPacks();
        var names = Files.FindMergeable(least: Packs);
        var merged = new PackMerge(Files).Run(names, Stop)!;
        names.ToList().ForEach(Files.Remove);

        Assert.Equal(Packs, names.Count);
        Assert.Equal(merged, Assert.Single(PackNames()));
        _remote.Git("verify-pack", $"objects/pack/pack-{merged}.idx");
        Assert.All(trees.Skip(1), tree => Assert.Equal("tree", _remote.Git("cat-file", "-t", tree.Id.Sha)));
        Assert.True(SizeOfPacks() < before / 8, $"{SizeOfPacks()} of {before} bytes");
    }

    [Fact]
    public void Merge_OfPacksThatGitMade_KeepsTheirDeltas()
    {
        for (var number = 0; number < 6; number++)
        {
            var lines = Enumerable.Range(0, 200).Select(line => line == number ? "changed" : $"{line}");
            _remote.Commit("file.txt", string.Join('\n', lines));
            _remote.Git("-c", "repack.writeBitmaps=false", "repack", "-q", number % 2 == 0 ? "-d" : "-ad");
        }

        _remote.Commit("last.txt", "1");
        _remote.Git("repack", "-q", "-d");
        var objects = _remote.Git("rev-list", "--objects", "--all");
        var names = PackNames().ToList();

        var merged = new PackMerge(Files).Run(names, Stop);
        names.Where(name => name != merged).ToList().ForEach(Files.Remove);

        Assert.Equal(2, names.Count);
        Assert.Equal(objects, _remote.Git("rev-list", "--objects", "--all"));
        _remote.Git("fsck", "--strict");
    }

    [Fact]
    public void FindMergeable_BesideALargePack_LeavesThatOneAlone()
    {
        var large = new PackWriter();
        var random = new byte[100_000];
        new Random(1).NextBytes(random);
        large.Add(ObjectKind.Blob, random);
        var pack = large.Build();
        Files.Add(pack);
        for (var number = 0; number < 10; number++)
        {
            var small = new PackWriter();
            small.Add(ObjectKind.Blob, Encoding.ASCII.GetBytes($"{number}"));
            Files.Add(small.Build());
        }

        Assert.Equal(10, Files.FindMergeable(least: 10).Count);
        Assert.DoesNotContain(pack.Name, Files.FindMergeable(least: 10));
        Assert.Empty(Files.FindMergeable(least: 11));
    }

    [Theory]
    [InlineData("objects/pack/multi-pack-index")]
    [InlineData("gc.pid")]
    public void FindMergeable_WhereGitLooksAfterThePacks_IsNothing(string file)
    {
        Files.Add(new PackWriter().Build());
        Assert.Single(Files.FindMergeable(least: 1));

        File.WriteAllText(Path.Combine(_remote.Folder, file), "");

        Assert.Empty(Files.FindMergeable(least: 1));
    }

    private static TreeObject LargeTree()
    {
        var tree = TreeObject.Empty;
        for (var number = 0; number < 1_000; number++)
        {
            var id = ObjectHash.Of(ObjectKind.Blob, Encoding.ASCII.GetBytes($"{number}"));
            tree = tree.With($"app-{number}", TreeObject.File, id);
        }

        return tree;
    }

    private IEnumerable<string> PackNames() =>
        Directory.GetFiles(Path.Combine(_remote.Folder, "objects", "pack"), "*.pack")
            .Select(file => Path.GetFileNameWithoutExtension(file)["pack-".Length..]);

    private long SizeOfPacks() =>
        new DirectoryInfo(Path.Combine(_remote.Folder, "objects", "pack")).EnumerateFiles().Sum(file => file.Length);
}
