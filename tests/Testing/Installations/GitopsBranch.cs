using System.Globalization;
using System.Text;
using Gimlet.Testing.Git;

namespace Gimlet.Testing.Installations;

/// <summary>The branch that Gimlet pushes to, as the real git sees it on the remote.</summary>
public sealed class GitopsBranch(string folder, string branch = "main")
{
    private const string RequestTrailer = "Gimlet-Request";
    private const string ResultTrailer = "Gimlet-Result";

    public string Tip => Git("rev-parse", branch);

    public string Git(params string[] arguments) => GitCommand.Run(folder, arguments);

    /// <summary>Gives the branch a first commit, an empty one, as whoever set the repository up would.</summary>
    public void Begin()
    {
        var tree = GitCommand.RunWithInput(folder, "", "mktree");
        Git("update-ref", $"refs/heads/{branch}", Git("commit-tree", tree, "-m", "Begin"));
    }

    /// <summary>Locks the branch as a push that is under way does, until the result is disposed.</summary>
    public IDisposable Hold() => new BranchLock(Path.Combine(folder, "refs", "heads", branch + ".lock"));

    /// <summary>The hashes on the branch, the newest first.</summary>
    public IReadOnlyList<string> Hashes() => Lines(Git("rev-list", branch));

    /// <summary>The paths of files below a directory at a commit, in order; none when there is no directory.</summary>
    public IReadOnlyList<string> Files(string directory, string? commit = null) =>
        Lines(Git("ls-tree", "-r", "--name-only", commit ?? branch, "--", directory + "/"));

    public string Read(string path, string? commit = null) => Git("show", $"{commit ?? branch}:{path}") + "\n";

    /// <summary>Many files, each at a commit of its own, in the order asked for; null where there is none.</summary>
    public IReadOnlyList<string?> Read(IEnumerable<(string Commit, string Path)> files)
    {
        var names = string.Concat(files.Select(file => $"{file.Commit}:{file.Path}\n"));
        var text = GitCommand.RunWithInput(folder, names, "cat-file", "--batch=%(objectsize)");
        var output = Encoding.UTF8.GetBytes(text + "\n");
        var contents = new List<string?>();
        for (var position = 0; position < output.Length - 1;)
        {
            var end = Array.IndexOf(output, (byte)'\n', position);
            var header = Encoding.UTF8.GetString(output, position, end - position);
            position = end + 1;
            if (header.EndsWith(" missing", StringComparison.Ordinal))
            {
                contents.Add(null);
                continue;
            }

            // Behind every file comes a line feed; those at the end of the last were cut off.
            var size = int.Parse(header, CultureInfo.InvariantCulture);
            contents.Add(Encoding.UTF8.GetString(output, position, Math.Min(size, output.Length - position)));
            position += size + 1;
        }

        return contents;
    }

    /// <summary>Tells whether two trees are the same to the last byte; empty where there is no directory.</summary>
    public string TreeOf(string directory, string? commit = null) =>
        Git("ls-tree", commit ?? branch, "--", directory) is { Length: > 0 } line ? line.Split(' ', '\t')[2] : "";

    public string Message(string commit) => Git("log", "-1", "--format=%B", commit);

    /// <summary>Every commit of Gimlet's that is on the branch.</summary>
    public IReadOnlyList<GitopsCommit> Commits()
    {
        var format = $"--format=%H %(trailers:key={ResultTrailer},valueonly,separator=%x2C) "
            + $"%(trailers:key={RequestTrailer},valueonly,separator=%x2C)";
        return [.. Lines(Git("log", format, branch))
            .Select(line => line.Split(' '))
            .Where(fields => fields is [_, { Length: > 0 }, ..])
            .Select(fields => new GitopsCommit(fields[0], fields[1], fields[2]))];
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
