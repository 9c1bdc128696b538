using System.Text;
using CsCheck;
using Gimlet.GitopsWriter.Packs;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.Testing.Git;

namespace Gimlet.GitopsWriter.Tests.Packs;

/// <summary>What is written must be what git reads: git itself unpacks every pack.</summary>
public sealed class PackWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gimlet-pack-").FullName;
    private readonly PackWriter _writer = new();

    public PackWriterTests() => GitCommand.Run(_folder, "init", "-q", "--bare", ".");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(2_047)]
    [InlineData(2_048)]
    [InlineData(300_000)]
    public void Blob_OfAnyLength_IsReadByGit(int length)
    {
        var content = string.Concat(Enumerable.Range(0, length).Select(number => (char)('a' + (number % 23))));

        var id = _writer.Add(ObjectKind.Blob, Encoding.ASCII.GetBytes(content));
        Write();

        Assert.Equal(content, GitCommand.Run(_folder, "cat-file", "blob", id.Sha));
    }

    [Fact]
    public void Trees_ThatFollowEachOther_AreSmallAndReadByGit()
    {
        var random = new Random(3);
        var blob = _writer.Add(ObjectKind.Blob, "x"u8);
        var tree = Enumerable.Range(0, 2_000).Aggregate(
            TreeObject.Empty, (tree, number) => tree.With($"app-{number}", TreeObject.File, blob));
        _writer.Add(tree, TreeObject.Empty);
        var first = _writer.Build().Content.Length;
        var writer = new PackWriter();
        writer.Add(ObjectKind.Blob, "x"u8);
        writer.Add(tree, TreeObject.Empty);
        var trees = new List<TreeObject> { tree };
        for (var version = 0; version < 120; version++)
        {
            var other = writer.Add(ObjectKind.Blob, Encoding.ASCII.GetBytes($"{version}"));
            var app = $"app-{random.Next(2_500)}";
            var next = version % 3 == 0 ? trees[^1].Without(app) : trees[^1].With(app, TreeObject.File, other);
            next = next.With("release.json", TreeObject.File, other);
            writer.Add(next, trees[^1]);
            trees.Add(next);
        }

        var pack = writer.Build();
        new PackFiles(_folder).Add(pack);

        GitCommand.Run(_folder, "verify-pack", Path.Combine("objects", "pack", $"pack-{pack.Name}.idx"));
        GitCommand.Run(_folder, "fsck", "--strict");
        Assert.All(trees, tree => Assert.Equal("tree", GitCommand.Run(_folder, "cat-file", "-t", tree.Id.Sha)));
        Assert.True(pack.Content.Length < 121 * first / 20, $"{pack.Content.Length} bytes for 121 versions of {first}");
    }

    [Fact]
    public void PackWithNamedOrigins_HasTheSameObjects()
    {
        var blob = _writer.Add(ObjectKind.Blob, "x"u8);
        var tree = Enumerable.Range(0, 300).Aggregate(
            TreeObject.Empty, (tree, number) => tree.With($"app-{number}", TreeObject.File, blob));
        var next = tree.With("app-7", TreeObject.File, _writer.Add(ObjectKind.Blob, "y"u8));
        _writer.Add(tree, TreeObject.Empty);
        _writer.Add(next, tree);
        var pack = _writer.Build();
        var file = Path.Combine(_folder, "objects", "pack", "pack-named.pack");

        var named = pack.WithNamedOrigins();

        File.WriteAllBytes(file, named.Content.Span);
        GitCommand.Run(_folder, "index-pack", "--strict", file);
        Assert.Equal(named.Content.Length, pack.Content.Length + 18);
        Assert.Equal("tree", GitCommand.Run(_folder, "cat-file", "-t", next.Id.Sha));
    }

    [Fact]
    public void Object_ThatIsAddedTwice_IsInThePackOnce()
    {
        _writer.Add(ObjectKind.Blob, "x"u8);
        _writer.Add(ObjectKind.Blob, "x"u8);
        Write();

        Assert.Equal(1, _writer.Count);
        GitCommand.Run(_folder, "fsck", "--strict");
    }

    [Fact]
    public void Delta_OfAnyTwoContents_IsRejectedOrMakesTheTarget()
    {
        var contents = Gen.Select(
            Gen.Byte.Array[0, 300], Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 300], Gen.Byte.Array[0, 40]);

        contents.Sample((start, before, end, after) =>
        {
            byte[] source = [.. start, .. before, .. end];
            byte[] target = [.. start, .. after, .. end];

            var delta = PackDelta.Make(source, target);

            return delta is null || (delta.Length < target.Length && Apply(source, delta).SequenceEqual(target));
        });
    }

    private void Write() => new PackFiles(_folder).Add(_writer.Build());

    // As the format says it, and not as the code under test does.
    private static byte[] Apply(byte[] source, byte[] delta)
    {
        var position = 0;
        for (var sizes = 0; sizes < 2; position++)
        {
            sizes += delta[position] < 0x80 ? 1 : 0;
        }

        var target = new List<byte>();
        while (position < delta.Length)
        {
            int instruction = delta[position++];
            if (instruction < 0x80)
            {
                target.AddRange(delta.AsSpan(position, instruction));
                position += instruction;
                continue;
            }

            var numbers = new int[7];
            for (var bit = 0; bit < 7; bit++)
            {
                numbers[bit] = (instruction & (1 << bit)) != 0 ? delta[position++] : 0;
            }

            var offset = numbers[0] | (numbers[1] << 8) | (numbers[2] << 16) | (numbers[3] << 24);
            target.AddRange(source.AsSpan(offset, numbers[4] | (numbers[5] << 8) | (numbers[6] << 16)));
        }

        return [.. target];
    }
}
