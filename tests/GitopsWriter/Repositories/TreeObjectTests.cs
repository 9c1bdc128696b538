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
        var inner = repository.ObjectDatabase.Write<Tree>(TreeObject.With([], "x", TreeObject.File, blob));

        for (var round = 0; round < 50; round++)
        {
            byte[] tree = [];
            var lines = new StringBuilder();
            random.Shuffle(names);
            foreach (var name in names)
            {
                var isDirectory = random.Next(2) == 0;
                var (mode, id) = isDirectory ? (TreeObject.Directory, inner) : (TreeObject.File, blob);
                tree = TreeObject.With(tree, name, isDirectory ? TreeObject.File : TreeObject.Directory, blob);
                tree = TreeObject.With(tree, name, mode, id);
                lines.Append(CultureInfo.InvariantCulture, $"{mode.PadLeft(6, '0')} {(isDirectory ? "tree" : "blob")} {id}\t{name}\n");
            }

            var written = repository.ObjectDatabase.Write<Tree>(tree);

            Assert.Equal(GitCommand.RunWithInput(_folder, lines.ToString(), "mktree"), written.Sha);
        }
    }

    [Fact]
    public void Without_AnEntry_LeavesTheOthers()
    {
        using var repository = new Repository(_folder);
        var blob = repository.ObjectDatabase.Write<Blob>("x"u8.ToArray());
        var one = TreeObject.With([], "one", TreeObject.File, blob);
        var both = TreeObject.With(one, "another", TreeObject.Directory, blob);

        Assert.Equal(one, TreeObject.Without(both, "another"));
        Assert.Equal(both, TreeObject.Without(both, "missing"));
        Assert.Equal((TreeObject.Directory, blob), TreeObject.Find(both, "another"));
        Assert.Null(TreeObject.Find(both, "anothe"));
    }
}
