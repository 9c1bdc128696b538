using System.Text;
using LibGit2Sharp;

namespace Gimlet.GitopsWriter.Repositories;

/// <summary>Who made a commit, and when.</summary>
internal readonly record struct CommitSignature(string Name, string Email, DateTimeOffset When)
{
    // What git would take for the end of the name or of the line is left out.
    public override string ToString() => $"{Clean(Name)} <{Clean(Email)}> {When.ToUnixTimeSeconds()} +0000";

    private static string Clean(string text) =>
        string.Concat(text.Where(character => character is not ('<' or '>') && !char.IsControl(character))).Trim();
}

/// <summary>Makes commits in their stored form, which needs no lookup of the tree and the parent.</summary>
internal static class CommitObject
{
    public static byte[] Make(
        ObjectId tree, ObjectId? parent, CommitSignature author, CommitSignature committer, string message)
    {
        var text = new StringBuilder().Append("tree ").Append(tree.Sha).Append('\n');
        if (parent is not null)
        {
            text.Append("parent ").Append(parent.Sha).Append('\n');
        }

        text.Append("author ").Append(author.ToString()).Append('\n')
            .Append("committer ").Append(committer.ToString()).Append("\n\n")
            .Append(message.Replace("\0", "", StringComparison.Ordinal));
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
