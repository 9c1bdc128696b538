using System.Globalization;
using System.Text;
using Gimlet.GitopsWriter.Repositories;
using Gimlet.Testing.Git;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Tests.Repositories;

public sealed class TreeObjectTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gimlet-tree-").FullName;

    public TreeObjectTests() => GitCommand.Run(_folder, "init", "-q", "--bare", ".");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The names around '/', '.' and '-' are where git's order differs from that of the bare names.
    [Fact]
    public void With_NamesInAnyOrder_IsTheTreeThatGitMakes()
    {
        string[] names = ["b", "a", "a.b", "a-b", "a0", "ab", "é", "a b", "Z", "a.yaml", "aa"];
        var random = new Random(1);
        using var repository = new Repository(_folder);
        var blob = repository.ObjectDatabase.Write<Blob>("x"u8.ToArray());
        var inner = repository.ObjectDatabase.Write<Tree>(
            TreeObject.Empty.With("x", TreeObject.File, blob).Content);

        for (var round = 0; round < 50; round++)
        {
            var tree = TreeObject.Empty;
            var lines = new StringBuilder();
            random.Shuffle(names);
            foreach (var name in names)
            {
                var isDirectory = random.Next(2) == 0;
                var (mode, id) = isDirectory ? (TreeObject.Directory, inner) : (TreeObject.File, blob);
                tree = tree.With(name, isDirectory ? TreeObject.File : TreeObject.Directory, blob);
                tree = tree.With(name, mode, id);
                var kind = isDirectory ? "tree" : "blob";
                lines.Append(CultureInfo.InvariantCulture, $"{mode.PadLeft(6, '0')} {kind} {id}\t{name}\n");
            }

            Assert.Equal(GitCommand.RunWithInput(_folder, lines.ToString(), "mktree"), tree.Id.Sha);
            Assert.Equal(names.Length, tree.Count);
            Assert.All(names, name => Assert.NotNull(TreeObject.Parse(tree.Content, tree.Id).Find(name)));
        }
    }

    [Fact]
    public void Without_AnEntry_LeavesTheOthers()
    {
        using var repository = new Repository(_folder);
        var blob = repository.ObjectDatabase.Write<Blob>("x"u8.ToArray());
        var one = TreeObject.Empty.With("one", TreeObject.File, blob);
        var both = one.With("another", TreeObject.Directory, blob);

        Assert.Equal(one.Content, both.Without("another").Content);
        Assert.Equal(both.Content, both.Without("missing").Content);
        Assert.Equal((TreeObject.Directory, blob), both.Find("another"));
        Assert.Null(both.Find("anothe"));
    }

    [Theory]
    [InlineData("40000 a\0too short")]
    [InlineData("40000 without end")]
    public void Parse_OfATreeThatIsCutOff_SaysSo(string content)
    {
        var bytes = Encoding.ASCII.GetBytes(content);

        Assert.Throws<RepositoryDamagedException>(() => TreeObject.Parse(bytes, new ObjectId(new string('0', 40))));
    }
}
